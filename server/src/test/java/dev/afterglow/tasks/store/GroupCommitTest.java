package dev.afterglow.tasks.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GroupCommitTest {
  private final List<List<String>> batches = new ArrayList<>();
  private final ConcurrentHashMap<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Thread> waiting = new ConcurrentHashMap<>();

  @Test
  void whatComesMeanwhileGoesTogether() throws Exception {
    var commit = new GroupCommit<String, String>(1, 100, this::together);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Optional<String>>> answers = new ArrayList<>();
      hold("first");
      answers.add(threads.submit(() -> write(commit, "first")));
      until(() -> begun() == 1);
      for (String item : List.of("b", "c", "d")) {
        answers.add(threads.submit(() -> write(commit, item)));
        until(() -> sleeps(item));
      }
      held.get("first").countDown();
      for (Future<Optional<String>> answer : answers) {
        assertTrue(answer.get(30, TimeUnit.SECONDS).orElseThrow().endsWith("!"));
      }
    }
    assertEquals(List.of(List.of("first"), List.of("b", "c", "d")), batches);
  }

  @Test
  void nobodyIsBusyWhileAnotherLaneHasTheAnswer() throws Exception {
    var commit = new GroupCommit<String, String>(2, 100, this::together);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      hold("long");
      hold("short");
      hold("mine");
      threads.submit(() -> write(commit, "short"));
      until(() -> begun() == 1);
      threads.submit(() -> write(commit, "long"));
      until(() -> begun() == 2);
      threads.submit(() -> write(commit, "mine"));
      until(() -> sleeps("mine"));
      threads.submit(() -> write(commit, "hers"));
      until(() -> sleeps("hers"));
      held.get("short").countDown();
      until(() -> begun() == 3); // mine and hers, on that lane
      held.get("long").countDown();
      until(() -> !waiting.containsKey("long"));
      for (int look = 0; look < 50; look++) {
        assertTrue(sleeps("mine") && sleeps("hers"), "one of them is busy");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      held.get("mine").countDown();
    }
  }

  @Test
  void aThousandVirtualThreadsAreAnsweredEachItsOwn() throws Exception {
    AtomicInteger statements = new AtomicInteger();
    var commit =
        new GroupCommit<Integer, Integer>(
            2,
            64,
            items -> {
              statements.incrementAndGet();
              LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
              return items.stream().map(Optional::of).toList();
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        int item = i;
        all.add(
            threads.submit(() -> {
              for (int round = 0; round < 20; round++) {
                assertEquals(Optional.of(item + round), commit.write(item + round));
              }
            }));
      }
      for (Future<?> one : all) {
        one.get(50, TimeUnit.SECONDS);
      }
    }
    assertTrue(statements.get() >= 20_000 / 64, "statements: " + statements);
  }

  @Test
  void aFaultIsToldToAllOfItsBatchAndTheNextOneIsWritten() {
    RuntimeException fault = new IllegalStateException("no disk");
    AtomicInteger calls = new AtomicInteger();
    var commit =
        new GroupCommit<String, String>(
            1,
            10,
            items -> {
              if (calls.incrementAndGet() == 1) {
                throw fault;
              }
              return items.stream().map(Optional::of).toList();
            });
    assertSame(fault, assertThrows(IllegalStateException.class, () -> commit.write("a")));
    assertEquals(Optional.of("b"), commit.write("b"));
  }

  private List<Optional<String>> together(List<String> items) {
    synchronized (batches) {
      batches.add(items);
    }
    for (String item : items) {
      CountDownLatch latch = held.get(item);
      if (latch != null) {
        try {
          assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
    return items.stream().map(item -> Optional.of(item + "!")).toList();
  }

  private Optional<String> write(GroupCommit<String, String> commit, String item) {
    waiting.put(item, Thread.currentThread());
    try {
      return commit.write(item);
    } finally {
      waiting.remove(item);
    }
  }

  private void hold(String item) {
    held.put(item, new CountDownLatch(1));
  }

  private int begun() {
    synchronized (batches) {
      return batches.size();
    }
  }

  private boolean sleeps(String item) {
    Thread thread = waiting.get(item);
    return thread != null && thread.getState() == Thread.State.WAITING;
  }

  private static void until(BooleanSupplier met) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!met.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "it never came to that");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
