package dev.afterglow.batches;

import dev.afterglow.sql.Database;
import java.nio.file.Path;

final class SqliteBatchStoreTest extends BatchStoreContract {
  @Override
  Database open(Path folder) {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }
}
