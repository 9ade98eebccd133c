package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {
  @TempDir Path directory;

  @Test
  void secondServerInThisProcessIsRefused() throws IOException {
    try (DirectoryLock _ = DirectoryLock.take(directory)) {
      DataDirectoryInUse refused =
          assertThrows(DataDirectoryInUse.class, () -> DirectoryLock.take(directory));
      assertEquals(directory, refused.directory());
    }
    DirectoryLock.take(directory).close();
  }

  /** A refused attempt in this process must not give the lock away to others either. */
  @Test
  void otherProcessIsRefusedAndToldWhoHoldsIt() throws Exception {
    try (DirectoryLock _ = DirectoryLock.take(directory)) {
      assertThrows(DataDirectoryInUse.class, () -> DirectoryLock.take(directory));
      String refusal = otherProcess();
      assertTrue(
          refusal.contains("held by process " + ProcessHandle.current().pid()), () -> refusal);
    }
    assertEquals("taken", otherProcess());
  }

  @Test
  void directoryThatAnotherProcessHeldCanBeTakenAfterwards() throws Exception {
    Process other = start("hold");
    assertEquals("taken", other.inputReader().readLine());
    assertThrows(DataDirectoryInUse.class, () -> DirectoryLock.take(directory));
    other.destroyForcibly().waitFor();
    DirectoryLock.take(directory).close();
  }

  private String otherProcess() throws IOException, InterruptedException {
    Process process = start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  private Process start(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Taker.class.getName(),
                directory.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Takes the lock of a directory in a process of its own, and holds it if it is told to. */
  static final class Taker {
    public static void main(String[] arguments) throws IOException {
      try (DirectoryLock _ = DirectoryLock.take(Path.of(arguments[0]))) {
        System.out.println("taken");
        if (arguments.length > 1) {
          System.in.read(); // until it is killed, or its parent is gone
        }
      } catch (DataDirectoryInUse e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
