package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that clients ask for, over HTTP. */
final class ReportsTest {
  private static final String THREADS = "report-";
  private static final int MOST = 2;

  @TempDir private Path folder;

  /** A virtual thread is pinned while SQLite reads: two reports would stop everybody. */
  @Test
  void usageIsReadOnFewThreadsOfThePlatformHoweverManyAsk() throws Exception {
    Set<Thread> before = reporters();
    try (RunningServer server = RunningServer.start(folder);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(clients.submit(() -> server.get("/v1/usage", RunningServer.KEY).statusCode()));
      }
      for (Future<Integer> answer : answers) {
        assertEquals(200, answer.get());
      }
      Set<Thread> now = reporters();
      now.removeAll(before);
      assertTrue(!now.isEmpty() && now.size() <= MOST, now::toString);
    }
  }

  /** Virtual threads are not among them. */
  private static Set<Thread> reporters() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(THREADS))
        .collect(Collectors.toSet());
  }
}
