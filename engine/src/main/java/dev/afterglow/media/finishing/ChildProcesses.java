package dev.afterglow.media.finishing;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;

/**
 * Programs run as children of this process, each within bounds. A child gets no input, none of our
 * environment, and no shell ever sees an argument as code. It is killed when its time is over, when
 * it says too much, when the waiting thread is interrupted, on {@link #close}, and on a POSIX
 * system also when this process is killed itself.
 */
final class ChildProcesses implements AutoCloseable {
  private static final int ERROR_BYTES = 2_000;
  private static final int BLOCK_BYTES = 512;

  /** What the shell answers where it cannot set a bound: the program has not been started then. */
  static final int NOT_BOUNDED = 125;

  /**
   * A child that has used its processor time is asked to end, which tells it from one that somebody
   * killed, and 5 s of processor time later it is killed. The shell sets the bounds and becomes the
   * program: one process, with one id to kill. What it leaves behind only waits for the end of our
   * pipe, which comes when the child has ended or this process is gone, and kills the child then.
   */
  private static final String BOUNDED =
      """
      ulimit -c 0; ulimit -S -t "$1" && ulimit -H -t $(($1 + 5)) && ulimit -f "$2" \
      && { [ "$3" = 0 ] || ulimit -v "$3"; } || exit 125; \
      shift 3; exec 3<&0; (read -r _ <&3 || kill -9 $$) >/dev/null 2>&1 & \
      exec nice -n 5 "$@" </dev/null 3<&-\
      """;

  private final FinishingLimits limits;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ChildProcesses(FinishingLimits limits) {
    this.limits = limits;
  }

  /** How a child ended. */
  sealed interface End {
    /**
     * By itself, or by a signal: 128 and the signal's number.
     *
     * @param errors the beginning of what it said
     */
    record Exited(int code, String errors) implements End {}

    /** Killed when its time on the wall was over. */
    record TimedOut(Duration time) implements End {}

    /** Killed since it said too much. */
    record TooMuchOutput() implements End {}

    /** Killed, or not started, since this program is stopping. */
    record Stopped() implements End {}
  }

  /**
   * Runs a program to its end.
   *
   * @param outputBytes how much it may say
   * @param line takes each line of what it says, in another thread, before this returns
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this thread is interrupted; the child is dead then
   */
  End run(
      List<String> command,
      Map<String, String> environment,
      Path folder,
      long outputBytes,
      Consumer<String> line)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(bounded(command)).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process child = builder.start();
    running.add(child);
    try {
      if (closed) {
        return new End.Stopped();
      }
      return await(child, outputBytes, line);
    } finally {
      kill(child);
      running.remove(child);
    }
  }

  private End await(Process child, long outputBytes, Consumer<String> line)
      throws InterruptedException {
    Counted said = new Counted(child.getInputStream(), outputBytes);
    StringBuilder errors = new StringBuilder();
    Thread output =
        Thread.ofVirtual()
            .start(() -> {
              lines(said, line);
              if (said.tooMuch) {
                child.destroyForcibly();
              }
            });
    Thread complaints =
        Thread.ofVirtual().start(() -> lines(child.getErrorStream(), text -> note(errors, text)));
    boolean ended = child.waitFor(limits.time());
    kill(child);
    output.join();
    complaints.join();
    if (closed) {
      return new End.Stopped();
    }
    if (said.tooMuch) {
      return new End.TooMuchOutput();
    }
    return ended
        ? new End.Exited(child.exitValue(), errors.toString())
        : new End.TimedOut(limits.time());
  }

  /** Returns only when the child is gone, so that its files can be deleted. */
  private static void kill(Process child) {
    if (child.isAlive()) {
      child.destroyForcibly();
      child.onExit().join();
    }
  }

  private static void lines(InputStream source, Consumer<String> line) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line.accept(text);
      }
    } catch (IOException _) {
      // the child was killed: how it ended is told by its end
    }
  }

  /** The dynamic linker's remark about the stand-ins for sound and screen is no complaint. */
  private static void note(StringBuilder errors, String text) {
    if (errors.length() < ERROR_BYTES && !text.contains("no version information available")) {
      int end = Math.min(text.length(), ERROR_BYTES - errors.length());
      errors.append(errors.isEmpty() ? "" : "; ").append(text, 0, end);
    }
  }

  private List<String> bounded(List<String> command) {
    String platform = Loader.getPlatform();
    if (platform.startsWith("windows")) {
      return command; // time, output and protocols are bounded everywhere
    }
    long kibibytes = platform.startsWith("linux") ? limits.memoryBytes() / 1024 : 0;
    List<String> all =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                BOUNDED,
                "sh",
                Long.toString(limits.cpuTime().toSeconds()),
                Long.toString(Math.max(1, limits.outputBytes() / BLOCK_BYTES)),
                Long.toString(kibibytes)));
    all.addAll(command);
    return all;
  }

  /** How many children are at work. */
  int running() {
    return running.size();
  }

  /** Kills all children; no other is started from now on. */
  @Override
  public void close() {
    closed = true;
    running.forEach(Process::destroyForcibly);
  }

  /** Ends early when there is too much. */
  private static final class Counted extends FilterInputStream {
    private long left;
    private volatile boolean tooMuch;

    Counted(InputStream source, long most) {
      super(source);
      left = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (left <= 0) {
        tooMuch = true;
        return -1;
      }
      int count = super.read(buffer, from, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
