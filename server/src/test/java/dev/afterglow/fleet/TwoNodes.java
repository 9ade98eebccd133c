package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.TestPostgres;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in one process on one PostgreSQL, and an owner with money. */
abstract class TwoNodes {
  static final long CREDIT = 1000 * World.PRICE;

  @TempDir Path folder;
  final FakeEngine engine = new FakeEngine("studio", 50).naming();
  SharedDatabase database;
  DatabaseClock clock;
  TestNode a;
  TestNode b;

  @BeforeEach
  void start() throws Exception {
    database = TestPostgres.open(folder);
    clock = new DatabaseClock(database);
    a = new TestNode(database, folder, "node_a", 1, engine);
    b = new TestNode(database, folder, "node_b", 2, engine);
    a.membership.join();
    b.membership.join();
    a.world.credit("ann", CREDIT);
  }

  @AfterEach
  void stop() {
    database.close();
  }
}
