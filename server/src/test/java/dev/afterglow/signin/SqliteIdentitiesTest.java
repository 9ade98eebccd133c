package dev.afterglow.signin;

import dev.afterglow.sql.Database;
import java.nio.file.Path;

final class SqliteIdentitiesTest extends IdentitiesContract {
  @Override
  Database open(Path folder) {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }

  @Override
  Database other(Database database, Path folder) {
    return database;
  }
}
