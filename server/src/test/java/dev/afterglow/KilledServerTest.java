package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real server, as a process of its own, is killed again and again while clients submit over
 * HTTP. Afterwards no client misses a task, no request has made two, and the books add up.
 */
class KilledServerTest {
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
    assertEquals(List.of(), crowd.complaints());
    assertTrue(crowd.promised().size() > 0);
    Reckoning.assertKept(data, crowd.promised());
  }
}
