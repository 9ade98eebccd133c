package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code chaos/fleet} does, for some seconds; {@code -Dchaos.seconds} for more. */
final class FleetChaosTest {
  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledAndTheLedgerIsExact() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    long seed = Long.getLong("chaos.seed", 20261129);
    int seconds = Integer.getInteger("chaos.seconds", 15);
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        FleetChaos chaos = new FleetChaos(out, seed, folder)) {
      FleetChaos.Outcome outcome = chaos.run(Duration.ofSeconds(seconds), 4);
      String story = said.toString(StandardCharsets.UTF_8);
      assertEquals("0 lost, 0 doubled, ledger exact", outcome.line(), story);
      assertTrue(outcome.tasks() > 10, story);
    }
  }
}
