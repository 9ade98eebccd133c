package dev.afterglow.tasks.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Brings what many threads want written at the same time into few statements: whoever comes to
 * write takes along what others wait with. No thread of its own, and nobody waits for company.
 */
final class GroupCommit<I, O> {
  private final int most;
  private final Function<List<I>, List<Optional<O>>> together;
  private final Semaphore lanes;
  private final Queue<Waiting<I, O>> queue = new ConcurrentLinkedQueue<>();

  /**
   * @param lanes how many statements at once
   * @param most how much goes into one
   * @param together writes all of them in one transaction, and answers for each; empty for one of
   *     which nothing was written
   */
  GroupCommit(int lanes, int most, Function<List<I>, List<Optional<O>>> together) {
    this.lanes = new Semaphore(lanes);
    this.most = most;
    this.together = together;
  }

  /** Somebody's wish, and where the answer comes. */
  private record Waiting<I, O>(I item, CompletableFuture<Optional<O>> answer) {}

  /** Writes one, with others or without; throws what their transaction threw. */
  Optional<O> write(I item) {
    Waiting<I, O> mine = new Waiting<>(item, new CompletableFuture<>());
    queue.add(mine);
    while (!mine.answer.isDone()) {
      lanes.acquireUninterruptibly();
      try {
        if (!mine.answer.isDone()) {
          lead();
        }
      } finally {
        lanes.release();
      }
    }
    try {
      return mine.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void lead() {
    List<Waiting<I, O>> batch = new ArrayList<>();
    for (Waiting<I, O> next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
      if (batch.size() == most) {
        break;
      }
    }
    if (batch.isEmpty()) {
      return; // another leader has what was waiting, this one's as well
    }
    try {
      List<Optional<O>> answers = together.apply(batch.stream().map(Waiting::item).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer.complete(answers.get(i));
      }
    } catch (Throwable failure) {
      batch.forEach(one -> one.answer.completeExceptionally(failure));
    }
  }
}
