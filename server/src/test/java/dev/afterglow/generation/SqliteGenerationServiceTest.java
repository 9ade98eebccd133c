package dev.afterglow.generation;

import dev.afterglow.sql.Database;
import java.nio.file.Path;

class SqliteGenerationServiceTest extends GenerationServiceContract {
  @Override
  Database open(Path folder) {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }
}
