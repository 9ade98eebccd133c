package dev.afterglow.batches;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;

final class PostgresBatchStoreTest extends BatchStoreContract {
  @Override
  Database open(Path folder) {
    return TestPostgres.open(folder);
  }
}
