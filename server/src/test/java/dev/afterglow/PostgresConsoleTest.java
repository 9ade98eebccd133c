package dev.afterglow;

import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;
import java.util.Optional;

/** The console of a node on PostgreSQL. */
final class PostgresConsoleTest extends ConsoleTest {
  @Override
  Optional<String> database(Path folder) {
    return Optional.of(TestPostgres.in(folder).toString());
  }
}
