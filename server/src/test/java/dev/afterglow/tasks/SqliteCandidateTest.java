package dev.afterglow.tasks;

import dev.afterglow.sql.Database;
import java.nio.file.Path;

class SqliteCandidateTest extends CandidateContract {
  @Override
  Database open(Path folder) {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }
}
