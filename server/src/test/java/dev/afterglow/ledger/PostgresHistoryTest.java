package dev.afterglow.ledger;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class PostgresHistoryTest extends HistoryContract {
  @TempDir Path directory;

  @Override
  Database open() {
    return TestPostgres.open(directory);
  }
}
