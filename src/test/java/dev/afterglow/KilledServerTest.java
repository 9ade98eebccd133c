package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.ManualClock;
import dev.afterglow.tasks.Stage;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real server, as a process of its own, is killed again and again while clients submit over
 * HTTP. Afterwards no client misses a task, no request has made two, and the books add up.
 */
class KilledServerTest {
  private static final long CREDIT_MICROS = 100_000_000_000L;
  private static final long PRICE_MICROS = 400_000;

  @TempDir Path folder;

  @Test
  void threeKillsLoseNothing() throws Exception {
    survive(3, 32, 20261122);
  }

  @Test
  @Tag("slow")
  void fiftyKillsLoseNothing() throws Exception {
    survive(50, 200, Long.getLong("kill.seed", 1));
  }

  private void survive(int rounds, int clients, long seed) throws Exception {
    Path data = folder.resolve("data");
    Random random = new Random(seed);
    SubmittingClients crowd = new SubmittingClients(clients);
    for (int round = 0; round < rounds; round++) {
      try (ServerProcess server = ServerProcess.start(folder, data)) {
        crowd.submitUntil(server.address(), 1 + random.nextInt(4 * clients), server::kill);
      }
    }
    try (ServerProcess server = ServerProcess.start(folder, data)) {
      crowd.repeatUnanswered(server.address());
      server.kill();
    }
    check(data, crowd);
  }

  /** The preview engine's place is taken by one that needs no time to draw. */
  private static void check(Path data, SubmittingClients crowd) throws Exception {
    try (Database database = Database.sqlite(data.resolve("afterglow.db"))) {
      FakeEngine engine = new FakeEngine("preview", 64).repeating();
      World world = new World(data, database, engine);
      world.clock.advance(Duration.between(ManualClock.START, Instant.now()));
      while (world.store().queries().waiting() > 0 || world.runner().underWay() > 0) {
        world.pass(Duration.ofSeconds(2));
      }
      String owner =
          database
              .read(tx -> Statements.first(tx, row -> row.getString(1), "select id from owner"))
              .orElseThrow();

      Set<String> ended = new HashSet<>();
      for (Task task : all(world, owner)) {
        assertEquals(Stage.COMPLETED, task.stage(), task.id());
        assertTrue(ended.add(task.id()));
      }
      assertEquals(List.of(), crowd.complaints());
      assertTrue(crowd.promised().size() > 0);
      assertEquals(crowd.promised(), ended, "the tasks are those that clients were given");
      world.assertMoney(owner, CREDIT_MICROS - ended.size() * PRICE_MICROS);
      assertEquals(
          List.of(),
          new Doctor(database, data.resolve("videos"), world.clock).examine().findings());
      assertEquals(List.of(), world.staged());
    }
  }

  private static List<Task> all(World world, String owner) {
    List<Task> tasks = new ArrayList<>();
    TaskQuery query = TaskQuery.newest(TaskQuery.LARGEST_PAGE);
    while (true) {
      TaskPage page = world.tasks().list(owner, query);
      tasks.addAll(page.tasks());
      if (page.next().isEmpty()) {
        return tasks;
      }
      query =
          new TaskQuery(
              Set.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              page.next(),
              true,
              TaskQuery.LARGEST_PAGE);
    }
  }
}
