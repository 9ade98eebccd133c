package dev.afterglow.ledger;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;

/** As much is found when entries that were summed up before are not read again. */
final class PostgresRollingAuditTest extends AuditContract {
  private static final Instant LATER = Instant.parse("2026-11-22T13:00:00Z");

  @TempDir Path folder;

  @Override
  Database open() {
    return TestPostgres.open(folder);
  }

  @Override
  Supplier<List<Discrepancy>> audit(Database books) {
    return new RollingAudit(books, InstantSource.fixed(LATER), 2_000)::discrepancies;
  }
}
