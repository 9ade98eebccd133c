package dev.afterglow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.config.SettingsReader;
import dev.afterglow.config.SettingsRefused;
import dev.afterglow.http.AnswerListener;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.log.Logs;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Ten thousand who wait, half by events and half by {@code ?wait=}: what each takes of a server's
 * memory, threads and database, and how long after a change they know of it. The server is a
 * process of its own, which is told by lines what to do; its runner does not run, so that nothing
 * changes unless it is told to.
 */
final class WaitersBench {
  private static final String KEY = "sk-bench_0123456789_0123456789";
  private static final String METRICS = "a-token-of-the-metrics";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int WAITERS_OF_A_TASK = 10;
  private static final int WAKES = 200;
  private static final Duration QUIET = Duration.ofSeconds(30);

  private WaitersBench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("serve")) {
      serve(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    } else {
      measure(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }
  }

  private static void serve(Path directory, int tasks) throws Exception {
    Environment around = Environment.real();
    Settings settings = settings(directory, around, tasks * WAITERS_OF_A_TASK);
    Logs.configure(settings.logLevel());
    try (Server server = Server.open(settings, around, FatalErrors.logged(), AnswerListener.NONE)) {
      server.firstKey();
      Owner owner = server.accounts().owner(Accounts.LOCAL).orElseThrow();
      String keyId = server.accounts().keys(owner.id()).getFirst().id();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        Submitted made =
            server.tasks().submit(owner.id(), keyId, World.request("rain"), Optional.empty());
        ids.add(((Submitted.Accepted) made).task().id());
      }
      Files.write(directory.resolve("ids.txt"), ids);
      System.out.println("ready " + server.address().getPort());
      obey(server, owner.id());
    }
  }

  private static void obey(Server server, String ownerId) throws Exception {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.equals("state")) {
        System.out.println(state(server));
      } else if (order.startsWith("cancel ")) {
        long began = System.nanoTime();
        server.tasks().cancel(ownerId, order.substring(7));
        System.out.println("cancelled " + began + " " + System.nanoTime());
      } else {
        return;
      }
    }
  }

  private static String state(Server server) throws Exception {
    System.gc();
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long processor = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    long resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0);
    String metrics = metrics(server);
    return "state "
        + metric(metrics, "afterglow_events_watching")
        + " "
        + heap
        + " "
        + resident * 1024
        + " "
        + threads
        + " "
        + metric(metrics, "afterglow_database_reads_total")
        + " "
        + processor;
  }

  private static String metrics(Server server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "/metrics"))
            .header("Authorization", "Bearer " + METRICS)
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static long metric(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not in " + metrics));
  }

  private static Settings settings(Path directory, Environment around, int waiters) {
    try {
      return new SettingsReader(around.environment(), directory)
          .read(
              Optional.empty(),
              Map.ofEntries(
                  Map.entry("data.directory", directory.toString()),
                  Map.entry("server.port", "0"),
                  Map.entry("bootstrap.key", KEY),
                  Map.entry("bootstrap.credit", "1000000"),
                  Map.entry("metrics.token", METRICS),
                  Map.entry("tasks.waiting-per-owner", "1000000"),
                  Map.entry("limits.per-key", "10000000"),
                  Map.entry("limits.per-owner", "10000000"),
                  Map.entry("limits.connections", Integer.toString(4 * waiters)),
                  Map.entry("events.places", Integer.toString(3 * waiters)),
                  Map.entry("events.places-per-key", Integer.toString(waiters))));
    } catch (SettingsRefused e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What the server says of itself. */
  private record State(
      long waiting, long heap, long resident, long threads, long reads, long processorMillis) {
    static State parse(String line) {
      String[] words = line.split(" ");
      return new State(
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Long.parseLong(words[4]),
          Long.parseLong(words[5]),
          Long.parseLong(words[6]));
    }
  }

  private static final class ServerUnderTest implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    ServerUnderTest(Path directory, int tasks) throws IOException {
      process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-Xmx512m",
                  "-XX:+UseCompactObjectHeaders",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  WaitersBench.class.getName(),
                  "serve",
                  directory.toString(),
                  Integer.toString(tasks))
              .redirectError(ProcessBuilder.Redirect.to(directory.resolve("log").toFile()))
              .start();
      answers = process.inputReader(UTF_8);
      orders = new PrintStream(process.getOutputStream(), true, UTF_8);
    }

    String ask(String order) throws IOException {
      orders.println(order);
      return hear(order.equals("state") ? "state " : "cancelled ");
    }

    String hear(String begin) throws IOException {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(begin)) {
          return line;
        }
      }
      throw new IOException("the server has ended");
    }

    @Override
    public void close() throws IOException {
      orders.close();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private static void measure(Path directory, int waiters) throws Exception {
    int tasks = waiters / WAITERS_OF_A_TASK;
    try (ServerUnderTest server = new ServerUnderTest(directory, tasks)) {
      int port = Integer.parseInt(server.hear("ready ").substring(6));
      List<String> ids = Files.readAllLines(directory.resolve("ids.txt"));
      try (Crowd warm = new Crowd(port, ids.subList(0, 20), 100)) {
        warm.open(); // code and pools that the first ones would be charged with
      }
      State before = State.parse(server.ask("state"));
      Crowd crowd = new Crowd(port, ids, waiters);
      long began = System.nanoTime();
      crowd.open();
      System.out.printf("opened %d in %.1f s%n", waiters, (System.nanoTime() - began) / 1e9);
      State waiting = await(server, waiters);
      System.out.printf(
          "each waiter: %.1f KiB of heap, %.1f KiB resident; %d platform threads before, %d after;"
              + " %.2f reads%n",
          (waiting.heap() - before.heap()) / 1024.0 / waiters,
          (waiting.resident() - before.resident()) / 1024.0 / waiters,
          before.threads(),
          waiting.threads(),
          (double) (waiting.reads() - before.reads()) / waiters);
      LockSupport.parkNanos(QUIET.toNanos());
      State later = State.parse(server.ask("state"));
      System.out.printf(
          "in %d s without a change: %d reads, %d ms of processor (signs of life, and two"
              + " collections for these figures)%n",
          QUIET.toSeconds(),
          later.reads() - waiting.reads(),
          later.processorMillis() - waiting.processorMillis());
      wake(server, crowd, ids);
      crowd.close();
    }
  }

  private static State await(ServerUnderTest server, int waiters) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    State state = State.parse(server.ask("state"));
    while (state.waiting() < waiters && System.nanoTime() < end) {
      LockSupport.parkNanos(200_000_000);
      state = State.parse(server.ask("state"));
    }
    if (state.waiting() != waiters) {
      throw new IllegalStateException("only " + state.waiting() + " wait");
    }
    return state;
  }

  private static void wake(ServerUnderTest server, Crowd crowd, List<String> ids) throws Exception {
    List<Long> micros = new ArrayList<>();
    State before = State.parse(server.ask("state"));
    for (int i = 0; i < WAKES; i++) {
      long onDisk = Long.parseLong(server.ask("cancel " + ids.get(i)).split(" ")[2]);
      crowd.awaitTask(i);
      crowd.arrivals(i).forEach(at -> micros.add(Math.max(0, at - onDisk) / 1000));
    }
    micros.sort(null);
    State after = State.parse(server.ask("state"));
    System.out.printf(
        "%d wakes of %d each: %d us in the middle, %d us for 99 of 100; %.1f reads a wake%n",
        WAKES,
        WAITERS_OF_A_TASK,
        micros.get(micros.size() / 2),
        micros.get(micros.size() * 99 / 100),
        (double) (after.reads() - before.reads()) / WAKES);
    long began = System.nanoTime();
    for (int i = WAKES; i < ids.size(); i++) {
      server.ask("cancel " + ids.get(i));
    }
    for (int i = WAKES; i < ids.size(); i++) {
      crowd.awaitTask(i);
    }
    System.out.printf(
        "all others, one task after the other: %d told in %.2f s%n",
        (ids.size() - WAKES) * WAITERS_OF_A_TASK, (System.nanoTime() - began) / 1e9);
  }

  /** Clients that each wait for one task, on a connection of their own. */
  private static final class Crowd implements AutoCloseable {
    private static final int OPENING_AT_ONCE = 64;

    private final int port;
    private final List<String> ids;
    private final int count;
    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch[] told;
    private final long[][] arrived;
    private final AtomicInteger broken = new AtomicInteger();

    Crowd(int port, List<String> ids, int count) {
      this.port = port;
      this.ids = ids;
      this.count = count;
      this.told = new CountDownLatch[ids.size()];
      this.arrived = new long[ids.size()][count / ids.size()];
      Arrays.setAll(told, _ -> new CountDownLatch(count / ids.size()));
    }

    void open() throws InterruptedException {
      Semaphore opening = new Semaphore(OPENING_AT_ONCE);
      CountDownLatch sent = new CountDownLatch(count);
      for (int i = 0; i < count; i++) {
        int number = i;
        opening.acquire();
        Thread.ofVirtual().start(() -> follow(number, opening, sent));
      }
      sent.await();
    }

    private void follow(int number, Semaphore opening, CountDownLatch sent) {
      int task = number % ids.size();
      boolean events = number / ids.size() % 2 == 0;
      String path = "/v1/tasks/" + ids.get(task) + (events ? "/events" : "?wait=300");
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        synchronized (sockets) {
          sockets.add(socket);
        }
        String request =
            "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(UTF_8));
        opening.release();
        sent.countDown();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8), 512);
        String line = in.readLine();
        while (line != null && !line.contains("\"status\":\"cancelled\"")) {
          if (line.isEmpty() && !events) {
            line = body(in);
          } else {
            line = in.readLine();
          }
        }
        if (line != null) {
          arrived[task][number / ids.size()] = System.nanoTime();
          told[task].countDown();
        }
      } catch (IOException e) {
        broken.incrementAndGet();
        opening.release();
        sent.countDown();
      }
    }

    /** A body without a line's end. */
    private static String body(BufferedReader in) throws IOException {
      char[] part = new char[1024];
      int length = in.read(part);
      return length < 0 ? "" : new String(part, 0, length);
    }

    void awaitTask(int task) throws InterruptedException {
      told[task].await();
    }

    List<Long> arrivals(int task) {
      return Arrays.stream(arrived[task]).boxed().toList();
    }

    @Override
    public void close() throws IOException {
      synchronized (sockets) {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }
}
