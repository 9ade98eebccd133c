package dev.afterglow.signin;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;

final class PostgresIdentitiesTest extends IdentitiesContract {
  @Override
  Database open(Path folder) {
    return TestPostgres.open(folder);
  }

  @Override
  Database other(Database database, Path folder) {
    return TestPostgres.open(folder);
  }
}
