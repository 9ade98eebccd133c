import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Sums the processor samples of a recording: by what the time was spent in, and by the first frame
 * of ours on the stack. {@code java bench/engines/Profile.java FILE.jfr [SECONDS_TO_LEAVE_OUT]}
 */
public final class Profile {
  private static final int SHOWN = 40;

  /** What a frame's class begins with, and what that is; the frame nearest to the top decides. */
  private static final List<Map.Entry<String, String>> PARTS =
      List.of(
          Map.entry("org.sqlite.", "SQLite"),
          Map.entry("sun.nio.ch.NioSocketImpl", "sockets"),
          Map.entry("sun.nio.ch.Net", "sockets"),
          Map.entry("sun.nio.ch.SocketDispatcher", "sockets"),
          Map.entry("sun.nio.ch.Poller", "threads that wait and wake"),
          Map.entry("sun.nio.ch.EPoll", "threads that wait and wake"),
          Map.entry("sun.nio.ch.FileChannelImpl", "files"),
          Map.entry("sun.nio.ch.FileDispatcherImpl", "files"),
          Map.entry("sun.nio.ch.UnixFileDispatcherImpl", "files"),
          Map.entry("sun.nio.fs.", "files"),
          Map.entry("java.lang.VirtualThread", "threads that wait and wake"),
          Map.entry("java.util.concurrent.", "threads that wait and wake"),
          Map.entry("tools.jackson.", "JSON"),
          Map.entry("io.helidon.", "HTTP in"),
          Map.entry("dev.afterglow.http.", "HTTP in"),
          Map.entry("org.apache.hc.", "HTTP out"),
          Map.entry("dev.afterglow.net.", "HTTP out"),
          Map.entry("dev.afterglow.log.", "log"),
          Map.entry("java.util.logging.", "log"),
          Map.entry("dev.afterglow.", "everything else of ours"));

  private final Map<String, Integer> byPart = new HashMap<>();
  private final Map<String, Integer> byOurs = new HashMap<>();
  private final Map<String, Integer> byThread = new HashMap<>();
  private int samples;

  private Profile() {}

  public static void main(String[] arguments) throws Exception {
    Profile profile = new Profile();
    long leftOut = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    try (RecordingFile file = new RecordingFile(Path.of(arguments[0]))) {
      long first = Long.MAX_VALUE;
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals("jdk.CPUTimeSample")) {
          first = Math.min(first, event.getStartTime().getEpochSecond());
          if (event.getStartTime().getEpochSecond() - first >= leftOut) {
            profile.add(event);
          }
        }
      }
    }
    profile.show("by what it was spent in", profile.byPart);
    profile.show("by thread", profile.byThread);
    profile.show("by our own frame nearest to the top", profile.byOurs);
  }

  private void add(RecordedEvent sample) {
    samples++;
    List<RecordedFrame> frames =
        sample.getStackTrace() == null ? List.of() : sample.getStackTrace().getFrames();
    List<String> names =
        frames.stream()
            .map(frame -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
            .toList();
    byPart.merge(part(names), 1, Integer::sum);
    byOurs.merge(
        names.stream().filter(name -> name.startsWith("dev.afterglow.")).findFirst().orElse("-"),
        1,
        Integer::sum);
    String thread =
        sample.getThread("eventThread") == null
            ? "?"
            : String.valueOf(sample.getThread("eventThread").getJavaName());
    byThread.merge(thread.replaceAll("[0-9]+", "N"), 1, Integer::sum);
  }

  private static String part(List<String> frames) {
    for (String frame : frames) {
      for (Map.Entry<String, String> part : PARTS) {
        if (frame.startsWith(part.getKey())) {
          return part.getValue();
        }
      }
    }
    return "other";
  }

  private void show(String title, Map<String, Integer> counts) {
    System.out.println("== " + title + " (" + samples + " samples)");
    Stream<Map.Entry<String, Integer>> most =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(SHOWN);
    most.forEach(one ->
        System.out.printf(
            Locale.ROOT, "%5.1f %%  %s%n", 100.0 * one.getValue() / samples, one.getKey()));
  }
}
