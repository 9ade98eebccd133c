package dev.afterglow.sql;

import dev.afterglow.sql.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A work on its way, with the place where its caller waits. */
final class PendingWrite<T> {
  private final Work<T> work;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private Runnable delivery = () -> {};

  PendingWrite(Work<T> work) {
    this.work = work;
  }

  /** Runs the work and keeps its result back until {@link #deliver}. */
  void run(Connection tx) throws SQLException {
    T result = work.run(tx);
    delivery = () -> outcome.complete(result);
  }

  /** Hands over the result, which is on disk now. */
  void deliver() {
    delivery.run();
  }

  /** Nothing of the work was kept, or nobody knows. Whatever comes later changes nothing. */
  void fail(Throwable failure) {
    outcome.completeExceptionally(failure);
  }

  boolean answered() {
    return outcome.isDone();
  }

  /** Waits for the result, or throws what the work threw. */
  T await() {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      throw unchecked(e);
    }
  }

  /** What was thrown, out of its wrapping. */
  static RuntimeException unchecked(CompletionException wrapped) {
    return switch (wrapped.getCause()) {
      case RuntimeException failure -> failure;
      case Error failure -> throw failure;
      case Throwable failure -> new DatabaseFailure("a transaction failed", failure);
      case null -> wrapped;
    };
  }
}
