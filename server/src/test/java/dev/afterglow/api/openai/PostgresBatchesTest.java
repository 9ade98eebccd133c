package dev.afterglow.api.openai;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;

final class PostgresBatchesTest extends BatchesContract {
  @Override
  Database open(Path folder) {
    return TestPostgres.open(folder);
  }
}
