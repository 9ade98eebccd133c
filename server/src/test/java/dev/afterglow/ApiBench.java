package dev.afterglow;

import dev.afterglow.cli.Startup;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.http.AnswerListener;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.log.Logs;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The server of {@code bench/api}: all of the real one but its runner, so that accepted tasks wait
 * and no film takes processor time. First it gives its owner a history, unless the data directory
 * has one, then it either serves or measures the same submits without HTTP.
 */
final class ApiBench {
  private static final String KEY = "sk-bench_0123456789_0123456789";
  private static final int FILLERS = 256;
  private static final int KNOWN_IDS = 2_000;

  private final Tasks tasks;
  private final String ownerId;
  private final String keyId;

  private ApiBench(Server server) {
    this.tasks = server.tasks();
    this.keyId = server.accounts().authenticate(KEY).orElseThrow().id();
    this.ownerId = server.accounts().authenticate(KEY).orElseThrow().ownerId();
  }

  /**
   * Arguments: data directory, tasks of history, and {@code fill}, {@code serve} or {@code direct
   * SECONDS}.
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Environment around = Environment.real();
    Settings settings = settings(directory, around);
    Logs.configure(settings.logLevel());
    try (Server server = Server.open(settings, around, FatalErrors.logged(), AnswerListener.NONE)) {
      server.firstKey();
      ApiBench bench = new ApiBench(server);
      Path ids = directory.resolve("ids.txt");
      if (!Files.exists(ids)) {
        Files.write(ids, bench.fill(Integer.parseInt(arguments[1])));
      }
      if (arguments[2].equals("fill")) {
        return;
      }
      if (arguments[2].equals("direct")) {
        for (int callers : new int[] {64, 1, 64, 512}) {
          bench.measure(callers, Integer.parseInt(arguments[3]));
        }
        return;
      }
      System.out.println("ready " + server.address().getPort());
      System.in.read();
    }
  }

  private static Settings settings(Path directory, Environment around) throws Exception {
    return Startup.settings(
        around,
        Optional.empty(),
        Map.of(
            "data.directory", directory.toString(),
            "server.port", "0",
            "bootstrap.key", KEY,
            "bootstrap.credit", "1000000",
            "tasks.waiting-per-owner", "1000000",
            "tasks.waiting-in-all", "10000000",
            "limits.per-key", "10000000",
            "limits.per-owner", "10000000"),
        Language.EN);
  }

  private String submit() {
    GenerationSpec request =
        new GenerationSpec(
            Model.SORA_2,
            "瀑布倾泻而下形成彩虹",
            new VideoFormat(Resolution.P720, Orientation.LANDSCAPE, 4),
            Optional.empty(),
            OptionalLong.empty());
    return switch (tasks.submit(ownerId, keyId, request, Optional.empty())) {
      case Submitted.Accepted accepted -> accepted.task().id();
      case Submitted other -> throw new IllegalStateException("not accepted: " + other);
    };
  }

  /** Submits and cancels tasks, and answers ids from all over that history. */
  private List<String> fill(int count) throws Exception {
    ConcurrentLinkedQueue<String> kept = new ConcurrentLinkedQueue<>();
    AtomicLong next = new AtomicLong();
    int every = Math.max(1, count / KNOWN_IDS);
    callers(
        FILLERS,
        () -> {
          for (long n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
            String id = submit();
            tasks.cancel(ownerId, id);
            if (n % every == 0) {
              kept.add(id);
            }
          }
        });
    return List.copyOf(kept);
  }

  private void measure(int callers, int seconds) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long processor = processorNanos();
    ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
    callers(
        callers,
        () -> {
          for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            submit();
            took.add(System.nanoTime() - start);
          }
        });
    long[] sorted = took.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "direct, %d callers: %.0f submits/s, p50 %.2f ms, p99 %.2f ms, processor %.3f ms each%n",
        callers,
        (double) sorted.length / seconds,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        (processorNanos() - processor) / 1e6 / sorted.length);
  }

  private static void callers(int count, Runnable each) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> running =
          IntStream.range(0, count).mapToObj(_ -> threads.submit(each)).toList();
      for (Future<?> thread : running) {
        thread.get();
      }
    }
  }

  private static long processorNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }
}
