package dev.afterglow.engines.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program and everything it starts. Where there is {@code setsid}, as on every Linux, it leads a
 * group of its own and the whole group is killed; elsewhere those are killed that are still known
 * to be its children.
 */
final class ProcessGroup {
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
  private static final Path SHELL = Path.of("/bin/sh");

  /** Two starts of the same process are read off with so much between them at most. */
  private static final long CLOCK_MILLIS = 2_000;

  /**
   * What programs need to find themselves, their libraries and their GPU, and no secret of ours.
   */
  private static final Set<String> USUAL_VARIABLES =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          "CUDA_VISIBLE_DEVICES",
          "HIP_VISIBLE_DEVICES",
          "ROCR_VISIBLE_DEVICES",
          "CUDA_HOME",
          "GGML_VK_VISIBLE_DEVICES",
          "HF_HOME",
          "XDG_CACHE_HOME",
          "VIRTUAL_ENV",
          "SystemRoot");

  private final ProcessHandle leader;
  private final Optional<Process> child;
  private final boolean grouped;

  private ProcessGroup(ProcessHandle leader, Optional<Process> child, boolean grouped) {
    this.leader = leader;
    this.child = child;
    this.grouped = grouped;
  }

  /**
   * Starts a program without input, whose words go to a file.
   *
   * @throws IOException if there is no such program
   */
  static ProcessGroup start(
      List<String> command, Path folder, Path log, Map<String, String> variables)
      throws IOException {
    Optional<Path> setsid = SETSID.stream().filter(Files::isExecutable).findFirst();
    boolean grouped = setsid.isPresent() && Files.isExecutable(SHELL);
    List<String> all = new ArrayList<>();
    if (grouped) {
      // The child leads no group, so setsid becomes the program and its id stays.
      all.add(setsid.get().toString());
    }
    all.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().retainAll(USUAL_VARIABLES);
    builder.environment().putAll(variables);
    Process child = builder.start();
    child.getOutputStream().close();
    return new ProcessGroup(child.toHandle(), Optional.of(child), grouped);
  }

  /** A program that an earlier process of ours started, if it still runs. */
  static Optional<ProcessGroup> adopt(JobFolder.Started started) {
    return ProcessHandle.of(started.pid())
        .filter(ProcessHandle::isAlive)
        .filter(handle -> Math.abs(startMillis(handle) - started.startMillis()) <= CLOCK_MILLIS)
        .map(handle ->
            new ProcessGroup(
                handle, Optional.empty(), SETSID.stream().anyMatch(Files::isExecutable)));
  }

  JobFolder.Started started() {
    return new JobFolder.Started(leader.pid(), startMillis(leader));
  }

  boolean isAlive() {
    return leader.isAlive();
  }

  /** Whether it has ended after so long. */
  boolean awaitEnd(Duration time) throws InterruptedException {
    try {
      leader.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The exit code of a program that has ended; empty for one that was not our own child. */
  Optional<Integer> exitCode() {
    return child.map(Process::exitValue);
  }

  /** Asks it to end, and kills it and all of its group that is left a little later. */
  void kill() {
    List<ProcessHandle> children = leader.descendants().toList();
    signal("TERM");
    leader.destroy();
    try {
      awaitEnd(GRACE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    clear();
    children.forEach(ProcessHandle::destroyForcibly);
    leader.destroyForcibly();
  }

  /** Kills what a program that has ended left behind. */
  void clear() {
    signal("KILL");
  }

  private void signal(String name) {
    if (!grouped) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder(
                  SHELL.toString(),
                  "-c",
                  "kill -s \"$1\" -- \"-$2\"",
                  "sh",
                  name,
                  Long.toString(leader.pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException _) {
      // without a shell the program and its known children are killed one by one
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static long startMillis(ProcessHandle handle) {
    return handle.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }
}
