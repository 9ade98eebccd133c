package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process dies at a named point, as by kill -9; after a restart every task it accepted ends once,
 * the money matches, and no engine was asked for a second film.
 */
class CrashTest {
  private static final long CREDIT = 10 * World.PRICE;

  @TempDir Path folder;

  @ParameterizedTest(name = "at {0} number {2} with a {1} engine")
  @CsvSource({
    "HELD, NAMING, 0",
    "HELD, NAMING, 2",
    "BEFORE_SUBMIT, NAMING, 0",
    "SUBMITTED, NAMING, 1",
    "SUBMITTED, REPEATING, 0",
    "TICKET_WRITTEN, PLAIN, 1",
    "MID_DOWNLOAD, NAMING, 0",
    "FETCHED, NAMING, 1",
    "KEPT, NAMING, 0",
    "SETTLED, NAMING, 1",
  })
  void everyAcceptedTaskBecomesAFilm(String point, FolderEngine.Kind kind, int before)
      throws Exception {
    List<String> accepted = die(point, kind, before);
    var engine = new FolderEngine(folder.resolve("engine"), kind, () -> {});
    try (Database database = reopen()) {
      World world = new World(folder, database, engine);
      world.finish();

      List<Task> tasks = world.tasks().list("ann", TaskQuery.newest(10)).tasks();
      Set<String> known = new HashSet<>(tasks.stream().map(Task::id).toList());
      assertTrue(known.containsAll(accepted), accepted + " were promised, " + known + " known");
      for (Task task : tasks) {
        assertEquals(DisplayStatus.COMPLETED, task.displayStatus());
        assertArrayEquals(FolderEngine.film(task.id()), world.film(task));
      }
      assertNothingIsLeft(world);
      world.assertMoney("ann", CREDIT - tasks.size() * World.PRICE);
      assertEquals(tasks.size(), engine.jobs());
      if (kind != FolderEngine.Kind.REPEATING) {
        assertEquals(tasks.size(), engine.submissions().size(), "submissions");
      }
    }
  }

  @ParameterizedTest(name = "at {0}")
  @CsvSource({"BEFORE_SUBMIT, 2", "SUBMITTED, 3"})
  void whatAPlainEngineMayHaveIsNeverSubmittedAgain(String point, int submitted) throws Exception {
    die(point, FolderEngine.Kind.PLAIN, 0);
    var engine = new FolderEngine(folder.resolve("engine"), FolderEngine.Kind.PLAIN, () -> {});
    try (Database database = reopen()) {
      World world = new World(folder, database, engine);
      for (int i = 0; i < 300; i++) {
        world.pass(Duration.ofMinutes(1));
      }
      // Two were taken from the queue together; of one of them it is not known what happened.
      List<Task> checking = world.store().underWay();
      assertFalse(checking.isEmpty());
      checking.forEach(task -> assertEquals(DisplayStatus.CHECKING, task.displayStatus()));
      assertEquals(checking.size() * World.PRICE, world.ledger.balance("ann").heldMicros(), "held");

      world.pass(Duration.ofHours(24));
      world.finish();
      List<Task> tasks = world.tasks().list("ann", TaskQuery.newest(10)).tasks();
      assertEquals(3, tasks.size());
      assertEquals(
          checking.size(),
          tasks.stream().filter(task -> task.displayStatus() == DisplayStatus.FAILED).count());
      assertEquals(checking.size(), world.counters.losses());
      assertEquals(
          Set.copyOf(engine.submissions()).size(), engine.submissions().size(), "none twice");
      assertTrue(engine.submissions().size() <= submitted);
      assertNothingIsLeft(world);
      world.assertMoney("ann", CREDIT - (3 - checking.size()) * World.PRICE);
    }
  }

  private void assertNothingIsLeft(World world) throws IOException {
    assertEquals(List.of(), world.staged());
    assertEquals(List.of(), world.pictures());
    assertEquals(0, world.store().waiting());
  }

  private Database reopen() {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }

  /** Runs a process to its death and answers the ids of the tasks it had accepted. */
  private List<String> die(String point, FolderEngine.Kind kind, int before) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingProcess.class.getName(),
                folder.toString(),
                kind.name(),
                point,
                Integer.toString(before))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
    assertEquals(CrashingProcess.DEAD, process.exitValue(), output);
    return output.lines().filter(TaskIds::wellFormed).toList();
  }
}
