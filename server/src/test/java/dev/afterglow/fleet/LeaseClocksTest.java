package dev.afterglow.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.ManualClock;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.store.LastBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who is taken for dead when, whatever becomes of the database's clock and of the machines'. */
final class LeaseClocksTest extends TwoNodes {
  private static final Duration BEAT = TestNode.LEASE.dividedBy(4);

  private Task making() {
    Task task = a.world.accepted("ann");
    a.world.tick();
    assertEquals(DisplayStatus.MAKING, a.world.find(task).displayStatus());
    return task;
  }

  private List<String> silent(TestNode node) {
    return node.membership.silent().stream().map(LastBeat::nodeId).toList();
  }

  @Test
  void databaseClockThatIsSetForwardKillsNobody() throws Exception {
    Task task = making();
    clock.advance(Duration.ofHours(1));
    b.beat();
    assertEquals(List.of(), silent(b));
    assertEquals(0, b.world.runner().underWay());
    assertEquals(2, b.membership.alive());
    for (int i = 0; i < 8; i++) {
      clock.pass(BEAT, a, b);
      a.beat();
      b.beat();
    }
    assertTrue(a.world.runner().has(task.id()));
    assertEquals(0, a.membership.lapses());
    a.finish();
    assertEquals(DisplayStatus.COMPLETED, b.world.find(task).displayStatus());
  }

  @Test
  void databaseClockThatIsSetBackKeepsNobodyAlive() throws Exception {
    Task task = making();
    clock.advance(Duration.ofHours(-1));
    Duration waited = Duration.ZERO;
    while (!b.world.runner().has(task.id())) {
      clock.pass(BEAT, b);
      waited = waited.plus(BEAT);
      b.beat();
      assertTrue(waited.compareTo(TestNode.LEASE.multipliedBy(2)) < 0, "waited " + waited);
    }
  }

  /** What it sees when it comes may be a moment old, or an hour. */
  @Test
  void nodeThatComesAnewWatchesForALeaseBeforeItTakesAnybodyForDead() throws Exception {
    Task task = making();
    clock.advance(Duration.ofHours(1));
    TestNode c = new TestNode(database, folder, "node_c", 3, engine);
    c.membership.join();
    assertEquals(List.of(), silent(c));
    clock.pass(TestNode.LEASE.minusMillis(1), a, b, c);
    c.beat();
    assertFalse(c.world.runner().has(task.id()));
    clock.pass(Duration.ofMillis(1), a, b, c);
    c.beat();
    assertTrue(c.world.runner().has(task.id()));
  }

  @Test
  void longerLeaseOfAnotherNodeIsWaitedFor() {
    Membership slow =
        new Membership(
            database,
            "node_s",
            "test",
            "1",
            Duration.ofMinutes(1),
            b.clock,
            b.world.clock::nanoTime);
    slow.join();
    b.beat();
    clock.pass(Duration.ofSeconds(59), b);
    b.beat();
    assertFalse(silent(b).contains("node_s"));
    clock.pass(Duration.ofSeconds(1), b);
    b.beat();
    assertTrue(silent(b).contains("node_s"));
  }

  /** It had been seen silent, and has said something before it is acted upon. */
  @Test
  void nodeThatWakesUpBeforeTheTakeOverIsLeftAlone() throws Exception {
    Task task = making();
    clock.pass(TestNode.LEASE, b);
    b.membership.beat();
    assertEquals(List.of("node_a"), silent(b));
    a.membership.beat();
    assertEquals(0, b.world.runner().takeOver(10));
    assertFalse(b.world.runner().has(task.id()));
  }

  @Test
  void livingNodeIsNotForgottenThoughTheDatabasesClockIsSetAndADeadOneIs() {
    clock.advance(Duration.ofHours(1));
    b.beat();
    b.membership.forget();
    assertEquals(2, rows());
    for (int i = 0; i < 4; i++) {
      clock.pass(TestNode.LEASE, b);
      b.beat();
    }
    b.membership.forget();
    assertEquals(1, rows());
  }

  private long rows() {
    return database.read(tx ->
        Statements.first(tx, row -> row.getLong(1), "select count(*) from node").orElseThrow());
  }

  /** The clock that counts a process's time stands still while its machine is suspended. */
  @Test
  void machineThatWasSuspendedDoesNotBelieveInItsLease() {
    AtomicReference<Instant> wall = new AtomicReference<>(ManualClock.START);
    AtomicLong nanos = new AtomicLong();
    Membership laptop =
        new Membership(
            database, "node_l", "test", "1", TestNode.LEASE, new FleetClock(wall::get), nanos::get);
    laptop.join();
    assertTrue(laptop.holds());
    wall.set(ManualClock.START.plus(Duration.ofMinutes(10)));
    nanos.set(1);
    assertFalse(laptop.holds());
    assertTrue(laptop.beat().lapsed());
    assertTrue(laptop.holds());
    wall.set(ManualClock.START);
    assertTrue(laptop.holds(), "a clock that is set back says nothing");
  }
}
