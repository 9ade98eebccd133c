package dev.afterglow.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import dev.afterglow.sql.TestPostgres;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskListener;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.run.RunnerLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node learns with each beat, and what it does about it. */
final class FleetLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final FakeEngine engine = new FakeEngine("studio", 50).naming();
  private final Recorded reactions = new Recorded();
  private SharedDatabase database;
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    database = TestPostgres.open(folder);
    node = new TestNode(database, folder, "node_a", 1, engine);
    node.membership.join();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private FleetLoop loop(Membership membership, LongSupplier nanoTime) {
    FleetLoop loop =
        new FleetLoop(
            database,
            membership,
            node.world.store(),
            new RunnerLoop(node.world.runner(), TestNode.fatal()),
            _ -> {},
            Set.of(),
            reactions,
            nanoTime,
            TestNode.fatal());
    await(() -> reactions.calls.remove("missed")); // it listens
    return loop;
  }

  private FleetLoop loop() {
    return loop(node.membership, node.world.clock::nanoTime);
  }

  private List<String> round(FleetLoop loop) {
    reactions.calls.clear();
    assertTrue(loop.beat());
    loop.round();
    List<String> calls = new ArrayList<>(reactions.calls);
    calls.remove("work");
    return calls;
  }

  /** What changed between the start of a process and its first beat was told to nobody. */
  @Test
  void firstLookReadsPricesAndKeys() {
    try (FleetLoop loop = loop()) {
      assertEquals(List.of("keys", "prices"), round(loop));
      assertEquals(List.of(), round(loop));
    }
  }

  @Test
  void changeThatNobodyWasToldOfIsFoundWithTheNextBeat() {
    try (FleetLoop loop = loop()) {
      round(loop);
      database.write(tx ->
          Statements.change(tx, "update topic set version = version + 1 where name = 'keys'"));
      assertEquals(List.of("keys"), round(loop));
    }
  }

  @Test
  void pricesThatCouldNotBeReadAreReadWithTheNextBeat() {
    try (FleetLoop loop = loop()) {
      reactions.pricesUnreadable = true;
      reactions.calls.clear();
      loop.beat();
      assertThrows(IllegalStateException.class, loop::round);
      reactions.pricesUnreadable = false;
      assertTrue(round(loop).contains("prices"));
    }
  }

  @Test
  void tasksOfTheDeadAreTakenOverThoughPricesCannotBeRead() throws Exception {
    TestNode dying = new TestNode(database, folder, "node_b", 2, engine);
    dying.membership.join();
    dying.world.credit("ann", World.PRICE);
    Task task = dying.world.accepted("ann");
    dying.world.tick();
    reactions.pricesUnreadable = true;
    try (FleetLoop loop = loop()) {
      for (int i = 0; i < 2; i++) {
        loop.beat();
        assertThrows(IllegalStateException.class, loop::round);
        node.world.clock.advance(TestNode.LEASE);
      }
      assertTrue(node.world.runner().has(task.id()));
    }
  }

  @Test
  void deathOfANodeLetsAllLookWhoWait() throws Exception {
    TestNode other = new TestNode(database, folder, "node_b", 2, engine);
    other.membership.join();
    try (FleetLoop loop = loop()) {
      round(loop);
      node.world.clock.advance(TestNode.LEASE);
      assertEquals(List.of("missed"), round(loop));
      assertEquals(List.of(), round(loop));
    }
  }

  /** Whatever waits for the database, or for a thread that does. */
  @Test
  void leaseIsRenewedWhileOtherWorkWaits() {
    Membership own =
        new Membership(
            database,
            "node_b",
            "test",
            "1",
            Duration.ofSeconds(2),
            new FleetClock(InstantSource.system()),
            System::nanoTime);
    own.join();
    CountDownLatch end = new CountDownLatch(1);
    reactions.held = end;
    try (FleetLoop loop = loop(own, System::nanoTime)) {
      loop.start();
      await(() -> reactions.calls.contains("work"));
      for (int i = 0; i < 3; i++) {
        long seen = lease();
        await(() -> lease() != seen);
      }
      assertFalse(end.getCount() == 0);
      end.countDown();
    }
  }

  private long lease() {
    return database.read(tx ->
        Statements.first(tx, row -> row.getLong(1), "select lease_ms from node where id = 'node_b'")
            .orElseThrow());
  }

  @Test
  void lastWordsOfANodeAreHeard() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (AutoCloseable _ = database.listen(heard::add, () -> heard.add("listening"))) {
      assertEquals("listening", heard.poll(60, TimeUnit.SECONDS));
      for (int i = 0; i < 20; i++) {
        try (Messenger messenger =
            new Messenger(database, "node_a", TaskListener.NONE, TestNode.fatal())) {
          messenger.unsure("task_" + i);
        }
        assertEquals("node_a\ntask task_" + i, heard.poll(60, TimeUnit.SECONDS));
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not come to pass");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Notes what it is asked to do. */
  private static final class Recorded implements Reactions {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    volatile CountDownLatch held = new CountDownLatch(0);
    volatile boolean pricesUnreadable;

    @Override
    public void work() {
      calls.add("work");
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void taskChanged(String taskId) {
      calls.add("task");
    }

    @Override
    public void stopWanted(String taskId) {
      calls.add("stop");
    }

    @Override
    public void keysChanged() {
      calls.add("keys");
    }

    @Override
    public void cutOff() {
      calls.add("cut off");
    }

    @Override
    public void pricesChanged() {
      if (pricesUnreadable) {
        throw new IllegalStateException("no prices");
      }
      calls.add("prices");
    }

    @Override
    public void missed() {
      calls.add("missed");
    }
  }
}
