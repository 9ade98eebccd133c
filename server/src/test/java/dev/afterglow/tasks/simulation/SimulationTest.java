package dev.afterglow.tasks.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.tasks.simulation.FaultyDatabase.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the real tasks, ledger and routing through many histories of trouble. A failure names its
 * seed; {@code -Dsimulation.seed=N} runs that history alone. The hundred thousand are in the slow
 * group: {@code ./mvnw test -Dtest=SimulationTest -Dtest.groups=slow -Dtest.groups.excluded=}, or a
 * slice of them with {@code -Dsimulation.first=N -Dsimulation.histories=N}.
 */
class SimulationTest {
  /** Kept, since loggers nobody holds forget their level. */
  private static final Logger FAULTS = Logger.getLogger("dev.afterglow.tasks");

  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  private static byte[] template;
  private static final AtomicInteger HISTORIES = new AtomicInteger();

  @BeforeAll
  static void prepare() throws IOException {
    FAULTS.setLevel(Level.OFF); // every planned fault would be logged
    template = MemoryDatabase.template(folder);
  }

  @Test
  void aThousandHistoriesComeToAGoodEnd() {
    seeds(1000).parallel().forEach(SimulationTest::history);
  }

  @Test
  @Tag("slow")
  void manyHistoriesComeToAGoodEnd() {
    long first = Long.getLong("simulation.first", 1000);
    LongStream.range(first, first + Long.getLong("simulation.histories", 100_000))
        .parallel()
        .forEach(SimulationTest::history);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "WITHIN", "AFTER"})
  void whicheverCallFailsTheEndIsGood(Fault fault) throws IOException {
    int calls = run(1, _ -> Fault.NONE);
    assertTrue(calls > 50, "calls: " + calls);
    for (int n = 0; n < calls; n++) {
      int failing = n;
      try {
        run(1, call -> call == failing ? fault : Fault.NONE);
      } catch (AssertionError | Exception e) {
        throw new AssertionError("call " + n + " failed " + fault + ": " + e.getMessage(), e);
      }
    }
  }

  private static LongStream seeds(int count) {
    Long one = Long.getLong("simulation.seed");
    return one == null ? LongStream.range(0, count) : LongStream.of(one);
  }

  /** With files of its own, since one seed makes one set of names. */
  private static Path newFolder() {
    return folder.resolve("history-" + HISTORIES.incrementAndGet());
  }

  private static int run(long seed, IntFunction<Fault> faults) throws IOException {
    Path files = newFolder();
    int calls = new History(seed, template, files).run(faults, false);
    delete(files);
    return calls;
  }

  private static void history(long seed) {
    try {
      Path files = newFolder();
      History history = new History(seed, template, files);
      history.run(_ -> history.someFault(), true);
      delete(files);
    } catch (AssertionError | Exception e) {
      throw new AssertionError(
          "history " + seed + " (-Dsimulation.seed=" + seed + "): " + e.getMessage(), e);
    }
  }

  /** Folders of a hundred thousand histories would fill the memory they lie in. */
  private static void delete(Path files) throws IOException {
    List<Path> found;
    try (Stream<Path> tree = Files.walk(files)) {
      found = tree.toList();
    }
    for (Path file : found.reversed()) {
      Files.delete(file);
    }
  }
}
