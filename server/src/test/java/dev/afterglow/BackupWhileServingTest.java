package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a server under load, as processes of their own that are killed like any other. */
final class BackupWhileServingTest {
  @TempDir private Path folder;

  @Test
  void backupsThatAreKilledAreNoneAndTheLastOneIsWhole() throws Exception {
    Path data = folder.resolve("data");
    Random random = new Random(20261129);
    SubmittingClients crowd = new SubmittingClients(16);
    Set<String> promised;
    try (ServerProcess server = ServerProcess.start(folder, data)) {
      Thread load =
          Thread.ofVirtual()
              .start(() -> crowd.submitUntil(server.address(), Integer.MAX_VALUE, () -> {}));
      for (int round = 0; round < 4; round++) {
        Process backup = backup("killed");
        boolean ended = backup.waitFor(100 + random.nextInt(2_000), TimeUnit.MILLISECONDS);
        backup.destroyForcibly().waitFor();
        assertEquals(ended && backup.exitValue() == 0, Files.exists(folder.resolve("killed")));
        if (Files.exists(folder.resolve("killed"))) {
          delete(folder.resolve("killed"));
        }
      }
      promised = crowd.promised();
      Process whole = backup("whole.zip");
      assertTrue(whole.waitFor(120, TimeUnit.SECONDS));
      assertEquals(0, whole.exitValue(), () -> read(folder.resolve("backup.err")));
      server.kill();
      load.join();
    }
    assertEquals(List.of(), crowd.complaints());
    Shell shell = new Shell(folder);
    String restored = folder.resolve("restored").toString();
    assertEquals(
        0,
        shell.run("restore", folder.resolve("whole.zip").toString(), "--data", restored),
        shell::err);
    assertTrue(shell.out().contains("Nothing is wrong"), shell::out);
    Set<String> kept = Reckoning.tasks(Path.of(restored));
    assertTrue(kept.containsAll(promised), "a task that a client was given is not in the backup");
    assertTrue(promised.size() > 0);
  }

  @Test
  void whoeverStopsABackupLeavesNothing() throws Exception {
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      assertEquals(200, server.get("/v1/models", RunningServer.KEY).statusCode());
    }
    Files.createDirectories(folder.resolve("data/engines/gpu"));
    for (int i = 0; i < 2_000; i++) {
      Files.write(folder.resolve("data/engines/gpu/" + i), new byte[20_000]);
    }
    Process backup = backup("stopped");
    while (backup.isAlive() && !Files.exists(folder.resolve("stopped.partial/content"))) {
      Thread.onSpinWait();
    }
    backup.toHandle().destroy();
    assertTrue(backup.waitFor(60, TimeUnit.SECONDS));
    assertFalse(Files.exists(folder.resolve("stopped.partial")), () -> "left behind");
    assertEquals(backup.exitValue() == 0, Files.exists(folder.resolve("stopped")));
  }

  private Process backup(String target) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "backup",
            folder.resolve(target).toString(),
            "--data",
            folder.resolve("data").toString());
    return builder
        .redirectOutput(Redirect.DISCARD)
        .redirectError(folder.resolve("backup.err").toFile())
        .start();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void delete(Path top) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(top)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
