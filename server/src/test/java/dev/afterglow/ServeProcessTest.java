package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmOrder;
import dev.afterglow.client.FilmTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code afterglow serve} as a process of its own, with signals. */
final class ServeProcessTest {
  private static final int SIGTERM_EXIT = 143;

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leaveNothingRunning() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void oneLineOnStandardOutputAndACleanEndOnSigterm() throws Exception {
    Process process = serve();
    BufferedReader out = process.inputReader();
    assertTrue(out.readLine().matches("afterglow is listening on http://127\\.0\\.0\\.1:\\d+"));
    process.toHandle().destroy(); // Process.destroy would close its output unread
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(SIGTERM_EXIT, process.exitValue());
    assertEquals(null, out.readLine(), "exactly one line");
    assertFalse(Files.exists(folder.resolve("data/admin.token")));
  }

  @Test
  void filmUnderWayWhenTheProcessIsKilledIsFinishedByTheNext() throws Exception {
    Process first = serve();
    String task;
    try (FilmClient client = client(first)) {
      task =
          client.submit(
              new FilmOrder("sora-2", "a campfire", 4, "720p", "16:9", Optional.empty()), "once");
      FilmTask now = client.task(task);
      while (now.percent() == 0 && !now.status().ended()) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // as a client polls
        now = client.task(task);
      }
      assertEquals(FilmTask.Status.PROCESSING, now.status());
    }
    first.destroyForcibly().waitFor();

    Shell shell = new Shell(folder);
    Path film = folder.resolve("campfire.mp4");
    assertEquals(0, shell.run("generate", "--task", task, "-o", film.toString()), shell.err());
    assertTrue(Files.size(film) > 100_000);
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      String balance = server.get("/v1/user/balance", RunningServer.KEY).body();
      assertTrue(balance.contains("\"remain_balance\":99.6"), balance);
      assertTrue(balance.contains("\"used_balance\":0.4"), balance);
    }
  }

  private Process serve() throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.afterglow.Main",
                "serve",
                "--port=0",
                "--data=" + folder.resolve("data"))
            .directory(folder.toFile())
            .redirectError(folder.resolve("serve.err").toFile());
    command.environment().put("AFTERGLOW_BOOTSTRAP_KEY", RunningServer.KEY);
    Process process = command.start();
    started.add(process);
    return process;
  }

  private static FilmClient client(Process process) throws IOException {
    String line = process.inputReader().readLine();
    return new FilmClient(
        URI.create(line.substring(line.lastIndexOf(' ') + 1)), RunningServer.KEY, "en");
  }
}
