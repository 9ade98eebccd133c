package dev.afterglow.tasks;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;

class PostgresCancelTest extends CancelContract {
  @Override
  Database open(Path folder) {
    return TestPostgres.open(folder);
  }
}
