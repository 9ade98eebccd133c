package dev.afterglow.ledger;

import dev.afterglow.sql.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqlitePricesTest extends PricesContract {
  @TempDir Path directory;

  @Override
  Database open() {
    return Database.sqlite(directory.resolve("afterglow.db"));
  }
}
