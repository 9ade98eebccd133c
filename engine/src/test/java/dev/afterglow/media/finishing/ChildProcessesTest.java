package dev.afterglow.media.finishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.media.finishing.ChildProcesses.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessesTest {
  private static final FinishingLimits LIMITS =
      new FinishingLimits(
          1, Duration.ofSeconds(20), Duration.ofSeconds(7), 1L << 30, 1 << 20, 120, 1 << 20);

  @TempDir Path folder;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  @Test
  @EnabledOnOs(OS.LINUX)
  void childKnowsItsBoundsAndNothingOfOurs() throws Exception {
    run("sh", "-c", "ulimit -v; ulimit -t; ulimit -f; ulimit -c; echo \"$HOME$USER\"; echo $#");
    assertEquals(List.of("1048576", "7", "2048", "0", "", "0"), List.copyOf(said));
  }

  @Test
  void argumentsAreNeverCode() throws Exception {
    run("echo", "$(touch here); `id` \"' *");
    assertEquals(List.of("$(touch here); `id` \"' *"), List.copyOf(said));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void childDiesWithTheProcessThatStartedIt() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .start();
    try (var words = parent.inputReader()) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(words.readLine())).orElseThrow();
      parent.destroyForcibly().waitFor();
      child.onExit().get(30, TimeUnit.SECONDS);
    } finally {
      parent.destroyForcibly();
    }
  }

  /** Starts a child that has nothing to say after its id, and waits for it. */
  static final class Parent {
    public static void main(String[] arguments) throws Exception {
      try (ChildProcesses children = new ChildProcesses(LIMITS)) {
        children.run(
            List.of("sh", "-c", "echo $$; exec sleep 60"),
            Map.of("PATH", "/usr/bin:/bin"),
            Path.of(arguments[0]),
            100_000,
            System.out::println);
      }
    }
  }

  @Test
  void childThatSaysTooMuchIsKilled() throws Exception {
    assertInstanceOf(End.TooMuchOutput.class, run("yes"));
  }

  @Test
  void whatAChildComplainsOfIsCutShort() throws Exception {
    End end = run("sh", "-c", "yes complaint | head -n 5000 >&2; exit 3");
    End.Exited exited = assertInstanceOf(End.Exited.class, end);
    assertEquals(3, exited.code());
    assertTrue(exited.errors().length() <= 2_100);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryIsBounded() throws Exception {
    End end = run("sh", "-c", "head -c 3000000000 /dev/zero | tail -c 2900000000 | wc -c");
    assertTrue(said.isEmpty() || !said.contains("2900000000"), end + " " + said);
  }

  private End run(String... command) throws Exception {
    ChildProcesses children = new ChildProcesses(LIMITS);
    return children.run(
        List.of(command), Map.of("PATH", "/usr/bin:/bin"), folder, 100_000, said::add);
  }
}
