package dev.afterglow.tasks;

import dev.afterglow.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A world with one engine and two owners who can pay for a thousand films each, on whatever
 * database the subclass opens.
 */
abstract class WorldContract {
  static final long CREDIT = 1000 * World.PRICE;
  static final Duration POLL = Duration.ofSeconds(2);

  final FakeEngine engine;
  @TempDir Path folder;
  Database database;
  World world;

  WorldContract() {
    this(2);
  }

  /**
   * @param concurrency how many jobs the engine takes at once
   */
  WorldContract(int concurrency) {
    engine = new FakeEngine("studio", concurrency);
  }

  abstract Database open(Path folder);

  @BeforeEach
  void start() throws Exception {
    database = open(folder);
    world = new World(folder, database, engine);
    world.credit("ann", CREDIT);
    world.credit("bob", CREDIT);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  /** Carries a task on until the engine has made its film. */
  Task made(String owner) {
    Task task = world.accepted(owner);
    while (world.find(task).displayStatus() != DisplayStatus.STORING) {
      world.pass(POLL);
    }
    return world.find(task);
  }
}
