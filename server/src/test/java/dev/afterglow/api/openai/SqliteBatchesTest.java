package dev.afterglow.api.openai;

import dev.afterglow.sql.Database;
import java.nio.file.Path;

final class SqliteBatchesTest extends BatchesContract {
  @Override
  Database open(Path folder) {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }
}
