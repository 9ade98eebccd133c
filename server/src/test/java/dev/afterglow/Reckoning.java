package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.ManualClock;
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
import java.util.Set;

/** What has to be true of a data directory after a {@link ServerProcess} is gone. */
final class Reckoning {
  private static final long CREDIT_MICROS = 100_000_000_000L;
  private static final long PRICE_MICROS = 400_000;
  private static final VideoFormat SHAPE =
      new VideoFormat(Resolution.P720, Orientation.LANDSCAPE, 4);

  private Reckoning() {}

  /**
   * The tasks are exactly those that clients were promised, each can be brought to its end, and the
   * money matches. The preview engine's place is taken by one that needs no time to draw.
   */
  static void assertKept(Path data, Set<String> promised) throws Exception {
    try (Database database = Database.sqlite(data.resolve("afterglow.db"))) {
      FakeEngine engine = new FakeEngine("preview", 64).repeating().inheriting(SHAPE);
      World world = new World(data, database, engine);
      world.clock.advance(Duration.between(ManualClock.START, Instant.now()));
      while (world.store().waiting() > 0 || world.runner().underWay() > 0) {
        world.pass(Duration.ofSeconds(2));
      }
      String owner =
          database
              .read(tx -> Statements.first(tx, row -> row.getString(1), "select id from owner"))
              .orElseThrow();

      Set<String> ended = new HashSet<>();
      for (Task task : all(world, owner)) {
        assertEquals(DisplayStatus.COMPLETED, task.displayStatus(), task.id());
        assertTrue(ended.add(task.id()));
      }
      assertEquals(promised, ended, "the tasks are those that clients were given");
      world.assertMoney(owner, CREDIT_MICROS - ended.size() * PRICE_MICROS);
      assertEquals(
          List.of(),
          new Doctor(database, new DataDirectory(data), world.clock).examine().findings());
      assertEquals(List.of(), world.staged());
    }
  }

  /** The ids of all tasks in a data directory. */
  static Set<String> tasks(Path data) {
    try (Database database = Database.sqlite(data.resolve("afterglow.db"))) {
      return Set.copyOf(
          database.read(tx -> Statements.all(tx, row -> row.getString(1), "select id from task")));
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
