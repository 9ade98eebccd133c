package dev.afterglow.accounts;

import dev.afterglow.sql.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteAccountsTest extends AccountsContract {
  @TempDir Path directory;

  @Override
  Database open() {
    return Database.sqlite(directory.resolve("afterglow.db"));
  }
}
