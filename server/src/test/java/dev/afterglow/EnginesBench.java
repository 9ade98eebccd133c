package dev.afterglow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterglow.files.DurableFiles;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.net.Downloaded;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.net.Upstream;
import dev.afterglow.net.UpstreamAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The fake upstream and the clients of {@code bench/engines}: tasks from their creation to their
 * settlement, over an engine that makes a film of 1 MB in two polls. A task counts as over when the
 * server deletes the engine's copy, which it does once its own is safe.
 */
final class EnginesBench {
  private static final String KEY = "sk-bench_0123456789_0123456789";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration WARM_UP = Duration.ofSeconds(90);
  private static final int CLIENTS = 16;

  /**
   * With more under way than this, films take 20 s instead of 1, so that as many end in a second.
   */
  private static final int MOST_QUICK = 100;

  private static final Duration QUICK_LIFE = Duration.ofSeconds(3);
  private static final Duration SLOW_LIFE = Duration.ofSeconds(45);

  private final byte[] film;
  private final AtomicInteger orders = new AtomicInteger();
  private final AtomicLong over = new AtomicLong();
  private final Map<String, AtomicInteger> polls = new ConcurrentHashMap<>();
  private volatile Semaphore room = new Semaphore(0);

  private EnginesBench(byte[] film) {
    this.film = film;
  }

  /**
   * Arguments: {@code copy FOLDER FILMS}; or {@code run FOLDER SECONDS RUNNING...}, with the
   * server's own Java options in the variable {@code SERVER_OPTS}.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    EnginesBench bench = new EnginesBench(film(folder));
    HttpServer upstream = bench.upstream();
    int port = upstream.getAddress().getPort();
    int exit = 1; // the threads of the upstream would go on after a failure
    try {
      switch (arguments[0]) {
        case "copy" -> copyElsewhere(folder, port, Integer.parseInt(arguments[2]));
        default -> bench.run(folder, port, arguments);
      }
      exit = 0;
    } catch (Exception e) {
      System.err.println(e.getMessage());
    }
    System.exit(exit);
  }

  private void run(Path folder, int port, String[] arguments) throws Exception {
    Duration each = Duration.ofSeconds(Long.parseLong(arguments[2]));
    List<Integer> counts =
        List.of(arguments).subList(3, arguments.length).stream().map(Integer::valueOf).toList();
    System.out.println("stills when asked for:");
    try (Serving server = new Serving(folder.resolve("bare"), port, false)) {
      measure("warm-up", server, MOST_QUICK, WARM_UP);
      for (int count : counts) {
        measure(count + " running", server, count, each);
      }
    }
    System.out.println("stills with each film, whose programs are not in the server's process:");
    try (Serving server = new Serving(folder.resolve("stills"), port, true)) {
      measure("100 running", server, 100, each);
    }
  }

  /** A server in a process of its own. */
  private static final class Serving implements AutoCloseable {
    private final Process process;
    private final URI address;

    Serving(Path folder, int port, boolean stills) throws IOException {
      Files.createDirectories(folder);
      this.process = server(folder, port, stills);
      this.address = address(process, folder);
    }

    @Override
    public void close() {
      process.destroy();
      process
          .onExit()
          .orTimeout(1, TimeUnit.MINUTES)
          .exceptionally(_ -> process.destroyForcibly())
          .join();
    }
  }

  /** Waits for the line with the server's address, which others of Java's own may precede. */
  private static URI address(Process server, Path folder) throws IOException {
    BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      int at = line.indexOf(" http://");
      if (at >= 0) {
        Thread.startVirtualThread(() -> output.lines().forEach(_ -> {}));
        return URI.create(line.substring(at + 1).strip());
      }
    }
    throw new IOException(Files.readString(folder.resolve("server.log")));
  }

  /** Keeps so many tasks under way, and measures once as many end as begin. */
  private void measure(String what, Serving server, int running, Duration time) throws Exception {
    room = new Semaphore(running);
    AtomicInteger refused = new AtomicInteger();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = HttpClient.newBuilder().executor(threads).build()) {
      String model = running > MOST_QUICK ? "sora-2-pro" : "sora-2";
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            threads.submit(() -> {
              while (goesOn.get()) {
                order(http, server.address, model, refused);
              }
              return null;
            }));
      }
      LockSupport.parkNanos((running > MOST_QUICK ? SLOW_LIFE : QUICK_LIFE).toNanos());
      long from = System.nanoTime();
      long before = over.get();
      long processor = processorNanos(server.process);
      Map<String, Long> kinds = threads(server.process);
      LockSupport.parkNanos(time.toNanos());
      double seconds = (System.nanoTime() - from) / 1e9;
      double used = (processorNanos(server.process) - processor) / 1e6;
      long ended = over.get() - before;
      System.out.printf(
          Locale.ROOT,
          "%-14s %d under way; %d tasks over, %.1f/s; processor %.3f ms each, %.2f of a core%s%n",
          what,
          running - room.availablePermits(),
          ended,
          ended / seconds,
          used / ended,
          used / 1e3 / seconds,
          refused.get() == 0 ? "" : "; " + refused.get() + " refused");
      parts(kinds, threads(server.process), ended);
      goesOn.set(false);
      for (Future<?> client : clients) {
        client.get();
      }
      if (!room.tryAcquire(running, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "tasks never ended: " + (running - room.availablePermits()));
      }
    }
  }

  /** Says what part of it threads of each kind have used. */
  private static void parts(Map<String, Long> before, Map<String, Long> after, long ended) {
    StringBuilder line = new StringBuilder();
    after.forEach((kind, nanos) -> {
      double millis = (nanos - before.getOrDefault(kind, 0L)) / 1e6 / ended;
      line.append(
          String.format(Locale.ROOT, "%s%s %.3f", line.isEmpty() ? "" : ", ", kind, millis));
    });
    if (!line.isEmpty()) {
      System.out.println("               of that " + line);
    }
  }

  /** Processor time by kinds of threads that are alive, where the system tells (Linux). */
  private static Map<String, Long> threads(Process process) throws IOException {
    Map<String, Long> nanos = new TreeMap<>();
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    if (!Files.isDirectory(tasks)) {
      return nanos;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path thread : all) {
        try {
          String name = Files.readString(thread.resolve("comm")).strip();
          String used = Files.readString(thread.resolve("schedstat")).split(" ", -1)[0];
          nanos.merge(kind(name), Long.parseLong(used), Long::sum);
        } catch (NoSuchFileException _) {
          // it has ended meanwhile
        }
      }
    }
    return nanos;
  }

  private static String kind(String thread) {
    if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
      return "compiler";
    }
    if (thread.startsWith("G1 ") || thread.startsWith("GC ") || thread.startsWith("VM ")) {
      return "collector";
    }
    if (thread.startsWith("ForkJoinPool")) {
      return "virtual threads";
    }
    return thread.equals("sql-writer") ? "SQL writer" : "others";
  }

  /** Orders one film as soon as fewer than wanted are under way. */
  private void order(HttpClient http, URI address, String model, AtomicInteger refused)
      throws IOException, InterruptedException {
    if (!room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
      return;
    }
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address.resolve("/v1/videos/generations"))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"%s\",\"prompt\":\"a tram at dusk\",\"duration\":4}"
                            .formatted(model)))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      refused.incrementAndGet();
      room.release();
    }
  }

  private static Process server(Path folder, int port, boolean stills) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("afterglow.yaml"),
            """
            engines:
              quick:
                type: openai
                url: http://127.0.0.1:%d/v1
                model: bench
                seconds: [4]
                sizes: [1280x720]
                concurrency: 100000
                submits-per-minute: 1000000
                polls-per-second: 100000
                poll-interval: 500ms
              slow:
                type: openai
                url: http://127.0.0.1:%d/v1
                model: bench
                seconds: [4]
                sizes: [1280x720]
                concurrency: 100000
                submits-per-minute: 1000000
                polls-per-second: 100000
                poll-interval: 10s
            models: {sora-2: [quick], sora-2-pro: [slow]}
            tasks: {running-per-key: 10000, waiting-per-owner: 1000000, waiting-in-all: 1000000}
            limits: {per-key: 10000000, per-owner: 10000000}
            bootstrap: {key: %s, credit: 100000000}
            data: {minimum-free: 0}
            finishing: {stills: %s, children: 2}
            """
                .formatted(port, port, KEY, stills));
    List<String> command = new ArrayList<>(java());
    String options = System.getenv().getOrDefault("SERVER_OPTS", "").strip();
    if (!options.isEmpty()) {
      command.addAll(List.of(options.split("\\s+")));
    }
    command.addAll(
        List.of(
            Main.class.getName(),
            "serve",
            "--config",
            config.toString(),
            "--port",
            "0",
            "--data",
            folder.resolve("data").toString()));
    return new ProcessBuilder(command).redirectError(folder.resolve("server.log").toFile()).start();
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseCompactObjectHeaders",
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"));
  }

  /** The same client in a process that does nothing else, from connection to synced file. */
  private static void copyElsewhere(Path folder, int port, int films) throws Exception {
    List<String> command = new ArrayList<>(java());
    command.addAll(
        List.of(
            Copying.class.getName(),
            folder.toString(),
            Integer.toString(port),
            Integer.toString(films)));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("nothing was copied");
    }
  }

  /** Fetches the film again and again, as an engine's film is fetched. */
  static final class Copying {
    private Copying() {}

    /** Arguments: folder, port, films. */
    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      int films = Integer.parseInt(arguments[2]);
      URI base = URI.create("http://127.0.0.1:" + arguments[1] + "/v1");
      try (SystemResolver resolver = new SystemResolver();
          EngineClient client =
              new EngineClient(
                  Upstream.at(base, Credentials.none()),
                  resolver,
                  OutboundPolicy.publicOnly(),
                  "bench")) {
        copy(client, folder, 3 * films, false); // warms up
        measure("copying alone", client, folder, films, false);
        measure("copied, synced and put in its place", client, folder, films, true);
      }
    }

    private static void measure(
        String what, EngineClient client, Path folder, int films, boolean durable)
        throws IOException {
      long processor = processorNanos(ProcessHandle.current());
      copy(client, folder, films, durable);
      double used = (processorNanos(ProcessHandle.current()) - processor) / 1e6;
      System.out.printf(Locale.ROOT, "%s: processor %.3f ms for a film%n", what, used / films);
    }

    private static void copy(EngineClient client, Path folder, int films, boolean durable)
        throws IOException {
      for (int i = 0; i < films; i++) {
        Path file = folder.resolve("copied.mp4");
        Files.deleteIfExists(file);
        Downloaded download =
            client.download(
                UpstreamAddress.path("/videos/video_0/content"), file, DownloadBounds.standard());
        if (!(download instanceof Downloaded.Saved)) {
          throw new IOException(download.toString());
        }
        if (durable) {
          DurableFiles.move(file, folder.resolve("kept-" + i + ".mp4"));
        }
      }
    }
  }

  private HttpServer upstream() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/videos", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (method.equals("POST")) {
      String id = "video_" + orders.incrementAndGet();
      polls.put(id, new AtomicInteger());
      json(exchange, "{\"id\":\"" + id + "\",\"object\":\"video\",\"status\":\"queued\"}");
    } else if (path.endsWith("/content")) {
      exchange.getResponseHeaders().set("Content-Type", "video/mp4");
      exchange.getResponseHeaders().set("ETag", "\"one\"");
      send(exchange, film);
    } else if (method.equals("DELETE")) {
      json(exchange, "{\"deleted\":true}");
      if (polls.remove(path.substring(path.lastIndexOf('/') + 1)) != null) {
        over.incrementAndGet();
        room.release();
      }
    } else {
      String id = path.substring(path.lastIndexOf('/') + 1);
      AtomicInteger asked = polls.getOrDefault(id, new AtomicInteger(1));
      String status = asked.incrementAndGet() < 2 ? "in_progress" : "completed";
      json(exchange, "{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"progress\":50}");
    }
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** About 1 MB of 4 s in 720p. */
  private static byte[] film(Path folder) throws Exception {
    Path file = Files.createDirectories(folder).resolve("film.mp4");
    if (!Files.exists(file)) {
      SampleFilms.run(
          List.of("-f", "lavfi", "-i", "mandelbrot=size=1280x720:rate=24,trim=duration=4"),
          List.of("-c:v", "libopenh264", "-b:v", "2100k", "-pix_fmt", "yuv420p"),
          List.of("-movflags", "+faststart"),
          file);
    }
    byte[] film = Files.readAllBytes(file);
    System.out.printf(Locale.ROOT, "a film of %.2f MB%n", film.length / 1e6);
    return film;
  }

  private static long processorNanos(Process process) {
    return processorNanos(process.toHandle());
  }

  private static long processorNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }
}
