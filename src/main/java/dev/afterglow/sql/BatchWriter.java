package dev.afterglow.sql;

import dev.afterglow.sql.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The one thread that writes. Whatever waits is run in one transaction and synced once; each caller
 * still gets its own result, after the sync. If one work of a batch fails, the batch is rolled back
 * and run again work by work, so that the failure is its caller's alone.
 */
final class BatchWriter implements AutoCloseable {
  private static final int QUEUE = 4096;
  private static final int BATCH = 256;

  private final Connection connection;
  private final BlockingQueue<Entry<?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closed;

  BatchWriter(Connection connection) {
    this.connection = connection;
    this.thread = Thread.ofPlatform().name("sql-writer").daemon().start(this::run);
  }

  /** A work with the place where its caller waits. */
  private static final class Entry<T> {
    private final Work<T> work;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private Runnable deliver = () -> {};

    private Entry(Work<T> work) {
      this.work = work;
    }

    private void run(Connection tx) throws SQLException {
      T result = work.run(tx);
      deliver = () -> outcome.complete(result);
    }

    private void fail(Throwable failure) {
      outcome.completeExceptionally(failure);
    }
  }

  <T> T write(Work<T> work) {
    Entry<T> entry = new Entry<>(work);
    put(entry);
    if (closed && !thread.isAlive()) {
      entry.fail(new IllegalStateException("the database is closed"));
    }
    try {
      return entry.outcome.join(); // not interruptible: the outcome of money must be known
    } catch (CompletionException e) {
      throw thrown(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private void put(Entry<?> entry) {
    boolean interrupted = false;
    while (true) {
      if (closed) {
        throw new IllegalStateException("the database is closed");
      }
      try {
        queue.put(entry);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException thrown(Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case SQLException e -> new DatabaseFailure("a transaction failed", e);
      default -> new IllegalStateException(failure);
    };
  }

  private void run() {
    List<Entry<?>> batch = new ArrayList<>(BATCH);
    while (true) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        // the sign to close: what is queued is still served
      }
      queue.drainTo(batch, BATCH - batch.size());
      if (batch.isEmpty() && closed) {
        return;
      }
      together(batch);
      batch.clear();
    }
  }

  private void together(List<Entry<?>> batch) {
    if (batch.size() > 1 && !transaction(batch)) {
      batch.forEach(entry -> transaction(List.of(entry)));
    } else if (batch.size() == 1) {
      transaction(batch);
    }
  }

  /** Whether everybody has been answered; a batch of several is answered only if all succeeded. */
  private boolean transaction(List<Entry<?>> entries) {
    try {
      execute("begin immediate");
      for (Entry<?> entry : entries) {
        entry.run(connection);
      }
    } catch (Throwable failure) {
      rollBack(failure);
      if (entries.size() > 1) {
        return false;
      }
      entries.getFirst().fail(failure);
      return true;
    }
    try {
      execute("commit");
      entries.forEach(entry -> entry.deliver.run());
    } catch (Throwable unclear) {
      // Whether the commit took effect is unknown, so nothing is run again.
      rollBack(unclear);
      entries.forEach(entry -> entry.fail(unclear));
    }
    return true;
  }

  private void rollBack(Throwable reason) {
    try {
      execute("rollback");
    } catch (SQLException e) {
      reason.addSuppressed(e); // also when no transaction was open
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    queue.forEach(entry -> entry.fail(new IllegalStateException("the database is closed")));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
