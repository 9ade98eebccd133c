package dev.afterglow.fleet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.ManualClock;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.store.Ending;
import dev.afterglow.tasks.store.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nodes in one process on one PostgreSQL: dead ones, stopped ones, and those with wrong clocks. */
final class FleetTest extends TwoNodes {
  private void pass(Duration time, TestNode... nodes) {
    clock.pass(time, nodes);
  }

  /** Another node, which the others have seen. */
  private TestNode joined(TestNode node) {
    node.membership.join();
    a.membership.beat();
    b.membership.beat();
    return node;
  }

  /** A task that an engine makes for node a. */
  private Task making() {
    Task task = a.world.accepted("ann");
    a.world.tick();
    Task now = a.world.find(task);
    assertEquals(DisplayStatus.MAKING, now.displayStatus());
    return now;
  }

  @Test
  void anyNodeShowsAndHandsOutWhatAnotherHasMade() throws Exception {
    Task task = making();
    a.finish();
    assertEquals(DisplayStatus.COMPLETED, b.world.find(task).displayStatus());
    assertArrayEquals(a.world.film(task), b.world.film(task));
  }

  @Test
  void tasksOfTheDeadAreTakenOverWithinTwoLeases() throws Exception {
    Task task = making();
    pass(TestNode.LEASE.multipliedBy(2).minusSeconds(5), b);
    b.beat();
    b.finish();
    assertEquals(DisplayStatus.COMPLETED, b.world.find(task).displayStatus());
    assertEquals(1, engine.submissions().size(), "the engine was asked for one film");
    b.world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void tasksOfTheLivingAreLeftAlone() throws Exception {
    Task task = making();
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(4), a, b);
      a.membership.beat();
      b.beat();
    }
    assertEquals(0, b.world.runner().underWay());
    assertTrue(a.world.runner().has(task.id()));
    a.finish();
    assertEquals(DisplayStatus.COMPLETED, b.world.find(task).displayStatus());
  }

  /** Node a stands still with a film that is as good as ended, while b takes over and ends it. */
  @Test
  void nodeThatWakesUpWritesNothing() throws Exception {
    Task seen = making();
    pass(TestNode.LEASE.plusSeconds(1), b);
    b.beat();
    assertTrue(b.world.runner().has(seen.id()));

    // What a had seen before it was stopped is all that it can act upon.
    assertEquals(Optional.empty(), a.world.store().end(seen, new Ending.Completed(1)));
    assertEquals(Optional.empty(), a.world.store().end(seen, new Ending.Cancelled()));
    assertEquals(
        Optional.empty(),
        a.world.store().transition(seen, new Transition.Unclear(Optional.empty())));
    assertEquals(Optional.empty(), a.world.store().progress(seen, 90));
    assertEquals(
        Optional.empty(),
        a.world
            .store()
            .transition(
                seen,
                new Transition.Requeue(Transition.Requeue.Memory.FORGET, OptionalLong.empty())));

    b.finish();
    assertEquals(DisplayStatus.COMPLETED, b.world.find(seen).displayStatus());
    b.world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void nodeThatWakesUpLetsGoOfWhatIsAnothersAndAsksNoEngine() throws Exception {
    Task task = making();
    int asked = engine.submissions().size();
    pass(TestNode.LEASE.plusSeconds(1), a, b);
    b.beat();
    a.world.tick(); // it does not know yet, and its lease has run out by its own clock
    a.world.pass(Duration.ofSeconds(1));
    assertTrue(a.world.runner().has(task.id()));
    assertEquals(DisplayStatus.MAKING, a.world.find(task).displayStatus());
    a.beat();
    a.world.pass(Duration.ofSeconds(1));
    assertFalse(a.world.runner().has(task.id()));
    b.finish();
    assertEquals(DisplayStatus.COMPLETED, b.world.find(task).displayStatus());
    assertEquals(asked, engine.submissions().size());
    b.world.assertMoney("ann", CREDIT - World.PRICE);
  }

  /** It was taken for dead before it could send: whoever takes over finds nothing, and sends. */
  @Test
  void attemptThatWasNeverSentIsSentOnceByWhoTakesOver() throws Exception {
    List<Runnable> held = new ArrayList<>();
    a = joined(new TestNode(database, folder, "node_c", 3, held::add, engine));
    Task task = a.world.accepted("ann");
    a.world.tick(); // claimed, and the step that would send is held back
    assertEquals(DisplayStatus.SENDING, a.world.find(task).displayStatus());
    pass(TestNode.LEASE.plusSeconds(1), a, b);
    b.beat();
    b.finish();
    held.forEach(Runnable::run); // node c wakes up
    assertEquals(1, engine.submissions().size());
    assertEquals(DisplayStatus.COMPLETED, b.world.find(task).displayStatus());
    b.world.assertMoney("ann", CREDIT - World.PRICE);
  }

  /** Nobody knows whether it was sent, from the very statement that takes it over. */
  @Test
  void attemptThatWasBeingSentIsUnclearAsSoonAsItIsTakenOver() throws Exception {
    TestNode d = joined(new TestNode(database, folder, "node_d", 4, _ -> {}, engine));
    Task task = d.world.accepted("ann");
    d.world.tick();
    assertEquals(DisplayStatus.SENDING, d.world.find(task).displayStatus());
    pass(TestNode.LEASE.plusSeconds(1), b);
    b.membership.beat();
    List<Task> taken = b.world.store().takeOver(b.membership.silent(), 10);
    TaskState.Working working = assertInstanceOf(TaskState.Working.class, taken.getFirst().state());
    assertInstanceOf(Attempt.State.Unknown.class, working.attempt().state());
  }

  /** It prepares for so long that another has it meanwhile; then its own lease is renewed. */
  @Test
  void stepThatBeganUnderAnEarlierLeaseSendsNothing() throws Exception {
    List<Checkpoint> passed = new ArrayList<>();
    a.world.checkpoints =
        checkpoint -> {
          if (checkpoint == Checkpoint.BEFORE_SUBMIT && passed.isEmpty()) {
            passed.add(checkpoint);
            pass(TestNode.LEASE.plusSeconds(1), a, b);
            b.beat();
            b.finish();
            a.beat();
            assertTrue(a.membership.holds());
          }
        };
    a.world.start();
    a.world.runner().recover();
    Task task = a.world.accepted("ann");
    a.world.tick();
    assertEquals(List.of(Checkpoint.BEFORE_SUBMIT), passed);
    assertEquals(1, engine.submissions().size());
    a.finish();
    assertEquals(1, engine.submissions().size());
    assertEquals(DisplayStatus.COMPLETED, b.world.find(task).displayStatus());
    b.world.assertMoney("ann", CREDIT - World.PRICE);
  }

  /** The lease is renewed, and a step begins before the runner has heard that it had run out. */
  @Test
  void stepThatBeginsUnderARegainedLeaseLooksWhoseTheTaskIs() throws Exception {
    List<Runnable> held = new ArrayList<>();
    TestNode c = joined(new TestNode(database, folder, "node_c", 3, held::add, engine));
    Task task = c.world.accepted("ann");
    c.world.tick();
    pass(TestNode.LEASE.plusSeconds(1), b, c);
    b.beat();
    b.finish();
    c.membership.beat();
    held.forEach(Runnable::run);
    assertEquals(1, engine.submissions().size());
    assertFalse(c.world.runner().has(task.id()));
    b.world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void leaseThatRunsOutWhileItIsRenewedIsAnotherOne() throws Exception {
    ForgetfulDatabase slow = new ForgetfulDatabase(database);
    TestNode d = new TestNode(slow, folder, "node_d", 4, engine);
    d.membership.join();
    pass(Duration.ofSeconds(10), d);
    assertFalse(d.membership.beat().lapsed());
    assertEquals(0, d.membership.term());
    pass(Duration.ofSeconds(10), d);
    slow.beforeNextWrite = () -> pass(Duration.ofSeconds(6), d);
    assertTrue(d.membership.beat().lapsed());
    assertEquals(1, d.membership.term());
  }

  /** Whatever fails of a beat, the next one still knows. */
  @Test
  void lapseIsToldThoughTheLookAroundFails() throws Exception {
    ForgetfulDatabase database = new ForgetfulDatabase(this.database);
    TestNode d = new TestNode(database, folder, "node_d", 4, engine);
    d.membership.join();
    pass(TestNode.LEASE, d);
    database.refuseNextRead = true;
    database.loseNextAnswer = true;
    boolean told = lapsed(d) | lapsed(d) | lapsed(d);
    assertTrue(told);
    assertEquals(1, d.membership.term());
  }

  private static boolean lapsed(TestNode node) {
    try {
      return node.membership.beat().lapsed();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** The transaction was kept, and nobody was told: then no other node would ever look after it. */
  @Test
  void takeOverWhoseAnswerIsLostIsFoundWithTheNext() throws Exception {
    ForgetfulDatabase forgetful = new ForgetfulDatabase(database);
    TestNode d = new TestNode(forgetful, folder, "node_d", 4, engine);
    d.membership.join();
    Task task = making();
    pass(TestNode.LEASE.plusSeconds(1), d);
    d.membership.beat();
    forgetful.loseNextAnswer = true;
    assertThrows(IllegalStateException.class, () -> d.world.runner().takeOver(10));
    assertFalse(d.world.runner().has(task.id()));
    assertEquals(0, d.world.runner().takeOver(10));
    assertTrue(d.world.runner().has(task.id()));
    d.finish();
    assertEquals(DisplayStatus.COMPLETED, d.world.find(task).displayStatus());
    assertEquals(1, engine.submissions().size());
  }

  @Test
  void nodeThatLeavesIsNotWaitedFor() throws Exception {
    Task task = making();
    a.membership.leave();
    b.beat();
    assertTrue(b.world.runner().has(task.id()));
  }

  @Test
  void nodesAgreeOnTheTimeThoughTheirClocksDiffer() {
    a.world.clock.advance(Duration.ofMinutes(1));
    b.world.clock.advance(Duration.ofMinutes(-1));
    a.membership.beat();
    b.membership.beat();
    assertEquals(ManualClock.START, a.clock.instant());
    assertEquals(ManualClock.START, b.clock.instant());
    assertEquals(Duration.ofMinutes(-1), a.clock.ahead());
    assertEquals(2, a.membership.alive());
  }

  /** Two nodes take from one queue at the same time, again and again. */
  @Test
  void noTaskIsTakenTwiceAndNoKeyHasMoreThanItsCap() throws Exception {
    int cap = 3;
    for (TestNode node : List.of(a, b)) {
      node.world.caps = (_, _) -> cap;
      node.world.start();
    }
    for (String owner : List.of("bob", "eve")) {
      a.world.credit(owner, CREDIT);
    }
    Set<String> wanted = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      wanted.add(a.world.accepted(List.of("ann", "bob", "eve").get(i % 3)).id());
    }
    Set<String> ended = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 200 && ended.size() < wanted.size(); round++) {
        List<Callable<Boolean>> ticks = List.of(() -> tick(a), () -> tick(b));
        for (Future<Boolean> tick : threads.invokeAll(ticks)) {
          tick.get(1, TimeUnit.MINUTES);
        }
        long most = underWayOfOneKey();
        assertTrue(most <= cap, "under way of one key: " + most);
        pass(Duration.ofSeconds(2), a, b);
        a.beat();
        b.beat();
        wanted.stream().filter(id -> isEnded(id)).forEach(ended::add);
      }
    }
    assertEquals(wanted, ended);
    assertEquals(30, engine.submissions().size(), "each film was asked for once");
    a.world.assertBooks();
  }

  private static boolean tick(TestNode node) {
    node.world.runner().newWork();
    node.world.runner().tick();
    return true;
  }

  private long underWayOfOneKey() {
    return database.read(tx ->
        Statements.first(
                tx,
                row -> row.getLong(1),
                "select coalesce(max(tasks), 0) from (select count(*) as tasks from task"
                    + " where state in ('working', 'finishing') group by key_id) as keys")
            .orElseThrow());
  }

  private boolean isEnded(String id) {
    return List.of("ann", "bob", "eve").stream()
        .flatMap(owner -> a.world.store().find(owner, id).stream())
        .anyMatch(task -> task.state() instanceof TaskState.Completed);
  }

  @Test
  void wishToStopIsFoundByTheNodeThatHasTheTask() {
    Task task = making();
    assertInstanceOf(Task.class, b.world.store().requestCancel(task, true).orElseThrow());
    assertEquals(List.of(task.id()), a.world.store().toStop().stream().map(Task::id).toList());
    assertEquals(List.of(), b.world.store().toStop());
  }

  @Test
  void whatOnlyOneDoesIsDoneByOneAtATime() {
    Leases mine = new Leases(database, "node_a");
    Leases theirs = new Leases(database, "node_b");
    assertTrue(mine.take("sweep", Duration.ofSeconds(10)));
    assertTrue(mine.take("sweep", Duration.ofSeconds(10)));
    assertFalse(theirs.take("sweep", Duration.ofSeconds(10)));
    pass(Duration.ofSeconds(10));
    assertTrue(theirs.take("sweep", Duration.ofSeconds(10)));
    assertFalse(mine.take("sweep", Duration.ofSeconds(10)));
    theirs.giveBack("sweep");
    assertTrue(mine.take("sweep", Duration.ofSeconds(10)));
  }

  @Test
  void sharesOfAnEngineAreAllOfIt() {
    for (int nodes = 1; nodes <= 5; nodes++) {
      for (int all = 1; all <= 12; all++) {
        int sum = 0;
        for (int place = 0; place < nodes; place++) {
          sum += new Beat(false, Set.of(), nodes, place, Map.of()).shareOf(all);
        }
        assertEquals(all, sum);
      }
    }
  }

  @Test
  void nodesTogetherHandOutNoMoreThanTheRate() throws Exception {
    RateShares shares = new RateShares(database);
    int perMinute = 1_000;
    List<Callable<Integer>> takers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      takers.add(() -> {
        int taken = 0;
        for (int j = 0; j < 40; j++) {
          taken += shares.take("key_1", 7, 13, perMinute);
        }
        return taken;
      });
    }
    int all = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Integer> taken : threads.invokeAll(takers)) {
        all += taken.get(1, TimeUnit.MINUTES);
      }
    }
    assertEquals(perMinute, all);
    assertEquals(13, shares.take("key_1", 8, 13, perMinute), "the next minute is a new one");
  }
}
