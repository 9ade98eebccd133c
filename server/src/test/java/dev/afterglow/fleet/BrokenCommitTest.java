package dev.afterglow.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.OutcomeUnknown;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.TestPostgres;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The connection breaks while the database keeps what was written: whoever looks what became of it
 * before the database is done must not take it for lost.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BrokenCommitTest {
  private static final long CREDIT = 1000 * World.PRICE;

  @TempDir Path folder;
  private final FakeEngine engine = new FakeEngine("studio", 50).naming();
  private SharedDatabase database;
  private StragglingDatabase straggling;
  private DatabaseClock clock;
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    database = TestPostgres.open(folder);
    clock = new DatabaseClock(database);
    straggling = new StragglingDatabase(database, folder);
    node = new TestNode(straggling, folder, "node_a", 1, engine);
    node.membership.join();
    node.world.credit("ann", CREDIT);
  }

  @AfterEach
  void stop() throws Exception {
    straggling.arrive();
    database.close();
  }

  @Test
  void orderThatIsKeptAMomentLaterIsAccepted() throws Exception {
    straggling.breakNextCommit = true;
    Submitted outcome = node.world.submit("ann");
    straggling.arrive();
    Task task = assertInstanceOf(Submitted.Accepted.class, outcome).task();
    node.finish();
    assertEquals(DisplayStatus.COMPLETED, node.world.find(task).displayStatus());
    node.world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void claimThatIsKeptAMomentLaterIsGoneOnWith() throws Exception {
    Task task = node.world.accepted("ann");
    straggling.breakNextCommit = true;
    assertThrows(OutcomeUnknown.class, () -> node.world.tick());
    node.world.tick();
    straggling.arrive();
    node.finish();
    assertEquals(DisplayStatus.COMPLETED, node.world.find(task).displayStatus());
    assertEquals(1, engine.submissions().size());
    node.world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void takeOverThatIsKeptAMomentLaterIsGoneOnWith() throws Exception {
    TestNode dying = new TestNode(database, folder, "node_b", 2, engine);
    dying.membership.join();
    node.membership.beat();
    Task task = dying.world.accepted("ann");
    dying.world.tick();
    clock.pass(TestNode.LEASE, node);
    node.membership.beat();
    straggling.breakNextCommit = true;
    assertThrows(OutcomeUnknown.class, () -> node.world.runner().takeOver(10));
    node.world.runner().takeOver(10);
    straggling.arrive();
    assertTrue(node.world.runner().has(task.id()));
    node.finish();
    assertEquals(DisplayStatus.COMPLETED, node.world.find(task).displayStatus());
    assertEquals(1, engine.submissions().size());
  }
}
