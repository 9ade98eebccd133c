package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.objects.s3.S3Server;
import dev.afterglow.objects.s3.TestBuckets;
import dev.afterglow.sql.PostgresAddress;
import dev.afterglow.sql.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation moves to PostgreSQL with its files, wherever these are. */
final class MigrateDataTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String[] MOVE = {"migrate-data", "--from", "sqlite", "--to", "postgresql"};

  @TempDir Path folder;

  private final Map<String, String> settings = new HashMap<>();
  private Path data;
  private PostgresAddress target;

  @BeforeEach
  void prepare() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    target = TestPostgres.common().newDatabase();
  }

  @Test
  void filesHaveToBeInTheSharedFolderFirst() throws Exception {
    String film = filmMade();
    Path shared = folder.resolve("shared");
    settings.put("data.shared", shared.toString());
    Shell refused = shell("en");
    assertEquals(ExitCode.FAILED, refused.run(MOVE), refused::out);
    assertTrue(refused.err().contains("Copy the folders videos"), refused::err);
    assertTrue(refused.err().contains(shared.toRealPath().toString()), refused::err);
    assertFalse(refused.out().contains("rows"), refused::out);
    for (String one : List.of("videos", "pictures", "uploads", "files")) {
      copy(data.resolve(one), shared.resolve(one));
    }
    assertMoved(film);
  }

  @Test
  void filesInABucketStayThere() throws Exception {
    try (S3Server bucket = S3Server.start()) {
      settings.put("store.url", "s3://" + S3Server.BUCKET + "/afterglow");
      settings.put("store.endpoint", bucket.endpoint().toString());
      settings.put("store.access-key", TestBuckets.ACCESS_KEY);
      settings.put("store.secret-key", TestBuckets.SECRET_KEY);
      assertMoved(filmMade());
    }
  }

  /** Somebody else's move was broken off after its secrets had come into the database. */
  @Test
  void directoryKeepsItsOwnSecrets() throws Exception {
    String film = filmMade();
    TestPostgres.common()
        .execute(
            target.name(),
            "insert into node_secret (name, content) values ('link.keys', 'of another')");
    String before = Files.readString(data.resolve("link.keys"));
    assertMoved(film);
    assertEquals(before, Files.readString(data.resolve("link.keys")));
  }

  @Test
  void serverHasToBeStoppedFirst() throws Exception {
    try (RunningServer _ = RunningServer.start(data)) {
      Shell shell = shell("en");
      assertEquals(ExitCode.USAGE, shell.run(MOVE), shell::out);
      assertTrue(shell.err().contains("Stop it first"), shell::err);
    }
  }

  @Test
  void helpAndRefusalsAreInTheLanguageThatIsAskedFor() {
    Shell shell = shell("en");
    assertEquals(ExitCode.USAGE, shell.run("migrate-data", "--from=x", "--to=y", "--lang=zh"));
    assertFalse(shell.err().contains("--lang"), shell::err);
    Shell chinese = shell("zh");
    assertEquals(ExitCode.USAGE, chinese.run("migrate-data", "--from=x", "--to=y", "--lang=zh"));
    assertTrue(chinese.err().contains("目前仅支持"), chinese::err);
  }

  private void assertMoved(String film) throws IOException {
    Shell shell = shell("en");
    assertEquals(ExitCode.DONE, shell.run(MOVE), shell::err);
    assertTrue(shell.out().contains("Everything is moved"), shell::out);
    assertEquals(ExitCode.DONE, shell.run("doctor"), shell::err);
    Map<String, String> now = new HashMap<>(settings);
    now.put("database", target.toString());
    try (RunningServer moved = RunningServer.start(data, now)) {
      assertTrue(isCompleted(moved, film));
    }
  }

  private String filmMade() throws Exception {
    try (ChaosVendor vendor = new ChaosVendor(Duration.ZERO)) {
      vendor.configure(data);
      try (RunningServer server = RunningServer.start(data, settings)) {
        String film = FleetServersTest.order(server);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isCompleted(server, film)) {
          assertTrue(System.nanoTime() < deadline, "the film is not made");
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return film;
      }
    }
  }

  private static boolean isCompleted(RunningServer server, String task) {
    try {
      return server.get("/v1/tasks/" + task, RunningServer.KEY).body().contains("\"completed\"");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Shell shell(String language) {
    Map<String, String> variables = new HashMap<>();
    variables.put("LANGUAGE", language);
    variables.put("AFTERGLOW_DATABASE", target.toString());
    settings.forEach((name, value) ->
        variables.put(
            "AFTERGLOW_" + name.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_"), value));
    return new Shell(folder, variables);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path place = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(place);
        } else {
          Files.copy(one, place);
        }
      }
    }
  }
}
