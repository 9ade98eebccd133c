package dev.afterglow.fleet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AskedClockTest {
  @TempDir Path folder;

  /** A command on a machine whose clock is wrong must not write other times than nodes do. */
  @Test
  void databaseThatIsAskedSetsTheTime() {
    try (SharedDatabase database = TestPostgres.open(folder)) {
      Instant wrong = Instant.parse("2020-01-01T00:00:00Z");
      FleetClock clock = new FleetClock(InstantSource.fixed(wrong));
      clock.ask(database, System::nanoTime);
      long right =
          database.read(tx ->
              Statements.first(tx, row -> row.getLong(1), "select node_clock()").orElseThrow());
      Duration off = Duration.between(clock.instant(), Instant.ofEpochMilli(right)).abs();
      assertTrue(off.compareTo(Duration.ofMinutes(1)) < 0, off::toString);
    }
  }
}
