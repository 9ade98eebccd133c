package dev.afterglow.generation;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;

class PostgresGenerationServiceTest extends GenerationServiceContract {
  @Override
  Database open(Path folder) {
    return TestPostgres.open(folder);
  }
}
