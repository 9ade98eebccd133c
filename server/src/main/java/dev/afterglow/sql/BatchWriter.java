package dev.afterglow.sql;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.Database.Work;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The one thread that writes. Whatever waits when it comes by is run in one transaction and synced
 * once; each caller gets its own result after that sync.
 *
 * <p>A batch runs bare first. If one of its works fails, it is rolled back and run again with a
 * savepoint around each, so that the failure stays its caller's alone; the common case does not pay
 * for the savepoints. If the database is away, all are told so at once.
 */
final class BatchWriter implements AutoCloseable {
  private static final int WAITING_MAX = 4096;
  private static final int BATCH_MAX = 256;

  private final WriterLink link;
  private final Inbox<PendingWrite<?>> inbox = new Inbox<>(WAITING_MAX);
  private final FatalErrors fatal;
  private final Thread thread;

  /**
   * @param connection used by the writer's thread alone; transactions are begun and ended by
   *     statements, so it must not do so by itself
   * @param fatal told if the thread cannot go on; then every write that waits, and every later one,
   *     is refused
   */
  BatchWriter(Connection connection, FatalErrors fatal) {
    this(WriterLink.of(connection, BATCH_MAX), fatal);
  }

  /**
   * @param link used by the writer's thread alone
   * @param fatal as above
   */
  BatchWriter(WriterLink link, FatalErrors fatal) {
    this.link = link;
    this.fatal = fatal;
    this.thread = Thread.ofPlatform().name("sql-writer").daemon().start(this::run);
  }

  @FunctionalInterface
  private interface Step {
    void run(Connection connection, PendingWrite<?> pending) throws SQLException;
  }

  <T> T write(Work<T> work) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a work must not wait for another transaction");
    }
    PendingWrite<T> pending = new PendingWrite<>(work);
    if (!inbox.put(pending)) {
      throw new IllegalStateException("the database is closed");
    }
    return pending.await();
  }

  /** How many works wait for the next batch. */
  int waiting() {
    return inbox.size();
  }

  private void run() {
    List<PendingWrite<?>> batch = List.of();
    try {
      batch = inbox.take(link.batchMax());
      while (!batch.isEmpty()) {
        commit(batch);
        batch = inbox.take(link.batchMax());
      }
    } catch (Throwable unexpected) {
      giveUp(batch, unexpected);
    }
  }

  /** Nobody may wait for ever for a thread that is gone. */
  private void giveUp(List<PendingWrite<?>> batch, Throwable unexpected) {
    try {
      inbox.close();
      batch.forEach(pending -> pending.fail(new OutcomeUnknown(unexpected)));
      for (List<PendingWrite<?>> left = inbox.take(BATCH_MAX);
          !left.isEmpty();
          left = inbox.take(BATCH_MAX)) {
        left.forEach(pending ->
            pending.fail(new IllegalStateException("the database is closed", unexpected)));
      }
    } finally {
      fatal.fatal("sql-writer", unexpected);
    }
  }

  private void commit(List<PendingWrite<?>> batch) {
    Optional<Throwable> failure = attempt(batch, this::bare);
    if (batch.size() > 1 && failure.isPresent() && !link.away(failure.get())) {
      if (!link.locked(failure.get())) { // savepoints do not help against locks
        failure = attempt(batch, this::guarded);
      }
      if (failure.isPresent() && !link.away(failure.get())) {
        failure = oneByOne(batch);
      }
    }
    if (failure.isPresent()) {
      fail(batch, failure.get());
    }
  }

  /**
   * Runs each work alone that has no answer. Where the database is away, or a second one meets with
   * a lock, each would wait for it: the first to find that out answers for the rest, and what it
   * met is returned.
   */
  private Optional<Throwable> oneByOne(List<PendingWrite<?>> batch) {
    int locked = 0;
    for (PendingWrite<?> pending : batch) {
      Optional<Throwable> failure =
          pending.answered() ? Optional.empty() : attempt(List.of(pending), this::bare);
      if (failure.isPresent()) {
        pending.fail(failure.get());
        locked += link.locked(failure.get()) ? 1 : 0;
        if (link.away(failure.get()) || locked > 1) {
          return failure;
        }
      }
    }
    return Optional.empty();
  }

  /** Those that have an answer keep it. */
  private static void fail(List<PendingWrite<?>> works, Throwable failure) {
    works.forEach(pending -> pending.fail(failure));
  }

  private void bare(Connection connection, PendingWrite<?> pending) throws SQLException {
    pending.run(connection);
  }

  /** Runs a work of which nothing is left in the transaction if it fails. */
  private void guarded(Connection connection, PendingWrite<?> pending) throws SQLException {
    execute(connection, "savepoint work");
    try {
      pending.run(connection);
    } catch (Throwable failure) {
      if (link.passing(failure)) {
        throw failure;
      }
      execute(connection, "rollback to work");
      pending.fail(failure);
    }
    execute(connection, "release work");
  }

  /** What kept these works from being committed together; empty once each has its answer. */
  private Optional<Throwable> attempt(List<PendingWrite<?>> works, Step step) {
    Optional<Throwable> failure = attemptOnce(works, step);
    for (int failures = 1;
        failure.isPresent() && link.again(failure.get(), failures, works.size());
        failures++) {
      failure = attemptOnce(works, step);
    }
    return failure;
  }

  private Optional<Throwable> attemptOnce(List<PendingWrite<?>> works, Step step) {
    Connection connection;
    try {
      connection = link.connection();
    } catch (Throwable failure) {
      return Optional.of(failure);
    }
    // One that failed in a transaction which was rolled back for another reason has its answer.
    List<PendingWrite<?>> open = works.stream().filter(pending -> !pending.answered()).toList();
    try {
      link.begin(connection);
      for (PendingWrite<?> pending : open) {
        step.run(connection, pending);
      }
    } catch (Throwable failure) {
      rollBack(connection, failure);
      return Optional.of(failure);
    }
    try {
      link.commit(connection);
    } catch (Throwable failure) {
      rollBack(connection, failure);
      if (!link.undecided(failure)) {
        return Optional.of(failure);
      }
      // Running them again might do everything twice.
      open.forEach(pending -> pending.fail(new OutcomeUnknown(failure)));
      return Optional.empty();
    }
    open.forEach(PendingWrite::deliver);
    return Optional.empty();
  }

  private void rollBack(Connection connection, Throwable reason) {
    try {
      link.rollBack(connection);
    } catch (SQLException e) {
      reason.addSuppressed(e); // SQLite rolls back by itself after some errors
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  @Override
  public void close() {
    inbox.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
