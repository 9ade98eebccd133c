package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A database to which the connection breaks in the middle of a commit: whoever wrote is told that
 * nobody knows what became of it, and the commit arrives when somebody waits for it, or later.
 */
final class StragglingDatabase extends PassingDatabase {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Path folder;
  private Optional<Thread> late = Optional.empty();
  private volatile boolean arrives;
  boolean breakNextCommit;

  StragglingDatabase(SharedDatabase inner, Path folder) {
    super(inner);
    this.folder = folder;
  }

  @Override
  public <T> T writeBeside(Work<T> work) {
    if (!breakNextCommit) {
      return inner.writeBeside(work);
    }
    breakNextCommit = false;
    try {
      Connection connection = TestPostgres.connect(folder);
      connection.setAutoCommit(false);
      work.run(connection);
      arrives = false;
      late = Optional.of(Thread.ofPlatform().start(() -> arrive(connection)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    throw TestPostgres.brokenCommit();
  }

  private void arrive(Connection connection) {
    while (!arrives && !somebodyWaits()) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    try (connection) {
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean somebodyWaits() {
    return inner.read(tx ->
        Statements.first(
                tx,
                row -> row.getBoolean(1),
                "select exists (select 1 from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock')")
            .orElseThrow());
  }

  /** The commit arrives now, if it has not yet. */
  void arrive() throws InterruptedException {
    arrives = true;
    if (late.isPresent()) {
      late.get().join();
    }
  }
}
