package dev.afterglow.signin;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;

final class PostgresSessionsTest extends SessionsContract {
  @Override
  Database open(Path folder) {
    return TestPostgres.open(folder);
  }

  @Override
  String content(Database database) {
    return database.read(tx ->
        Statements.first(
                tx,
                row -> row.getString(1),
                "select schema_to_xml(current_schema(), true, false, '')::text")
            .orElseThrow());
  }
}
