package dev.afterglow.tasks.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.tasks.simulation.FaultyDatabase.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the real tasks, ledger and routing through many histories of trouble. A failure names its
 * seed; {@code -Dsimulation.seed=N} runs that history alone.
 */
class SimulationTest {
  /** Kept, since loggers nobody holds forget their level. */
  private static final Logger FAULTS = Logger.getLogger("dev.afterglow.tasks");

  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  private static byte[] template;
  private static int histories;

  @BeforeAll
  static void prepare() throws IOException {
    FAULTS.setLevel(Level.OFF); // every planned fault would be logged
    template = MemoryDatabase.template(folder);
  }

  @Test
  void aThousandHistoriesComeToAGoodEnd() {
    seeds(1000).forEach(SimulationTest::history);
  }

  @Test
  @Tag("slow")
  void manyHistoriesComeToAGoodEnd() {
    LongStream.range(1000, 1000 + Long.getLong("simulation.histories", 50_000))
        .forEach(SimulationTest::history);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "WITHIN", "AFTER"})
  void whicheverCallFailsTheEndIsGood(Fault fault) throws IOException {
    int calls = fresh(1).run(_ -> Fault.NONE, false);
    assertTrue(calls > 50, "calls: " + calls);
    for (int n = 0; n < calls; n++) {
      int failing = n;
      try {
        fresh(1).run(call -> call == failing ? fault : Fault.NONE, false);
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
  private static History fresh(long seed) throws IOException {
    return new History(seed, template, folder.resolve("history-" + histories++));
  }

  private static void history(long seed) {
    try {
      History history = fresh(seed);
      history.run(_ -> history.someFault(), true);
    } catch (AssertionError | Exception e) {
      throw new AssertionError(
          "history " + seed + " (-Dsimulation.seed=" + seed + "): " + e.getMessage(), e);
    }
  }
}
