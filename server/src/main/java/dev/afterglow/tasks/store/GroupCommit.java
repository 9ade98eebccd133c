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
 * Brings what many threads want written at the same time into few statements: what comes while one
 * is being written goes into the next, and nobody waits for company. Whoever waits sleeps until the
 * answer is there: virtual threads that looked for it again and again would keep the carriers from
 * the one that has it.
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

  /** What somebody wants written, and where the answer comes. */
  private record Waiting<I, O>(I item, CompletableFuture<Optional<O>> answer) {}

  /** Writes one, with others or without; throws what their transaction threw. */
  Optional<O> write(I item) {
    Waiting<I, O> mine = new Waiting<>(item, new CompletableFuture<>());
    queue.add(mine);
    lead();
    try {
      return mine.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /**
   * Begins to write what waits, unless all lanes are at it: then one of them takes it, since each
   * looks once more after it has left its lane.
   */
  private void lead() {
    if (!queue.isEmpty() && lanes.tryAcquire()) {
      try {
        Thread.startVirtualThread(this::writeWhatWaits);
      } catch (Throwable failure) {
        lanes.release();
        throw failure;
      }
    }
  }

  private void writeWhatWaits() {
    try {
      for (List<Waiting<I, O>> batch = next(); !batch.isEmpty(); batch = next()) {
        write(batch);
      }
    } finally {
      lanes.release();
      lead();
    }
  }

  private List<Waiting<I, O>> next() {
    List<Waiting<I, O>> batch = new ArrayList<>();
    for (Waiting<I, O> next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
      if (batch.size() == most) {
        break;
      }
    }
    return batch;
  }

  private void write(List<Waiting<I, O>> batch) {
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
