package dev.afterglow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of the same API that makes any number of films in a moment, and one film for a repeated
 * order.
 */
final class ChaosVendor implements AutoCloseable {

  private final byte[] film;
  private final HttpServer server;
  private final long makingNanos;
  private static final Pattern TASK = Pattern.compile("/v1/tasks/task_([0-9]{1,9})(?:/cancel)?");
  private static final long STOPPED = Long.MIN_VALUE;

  private final Map<String, Integer> byKey = new ConcurrentHashMap<>();
  private final Map<Integer, Long> madeAt = new ConcurrentHashMap<>();
  private final AtomicInteger orders = new AtomicInteger();

  ChaosVendor(Duration making) throws IOException, InterruptedException {
    film = madeFilm();
    makingNanos = making.toNanos();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/videos/generations", this::order);
    server.createContext("/v1/tasks/", this::task);
    server.createContext("/films/", this::film);
    server.start();
  }

  /** Writes settings into a data directory whose one engine this is. */
  void configure(Path data) throws IOException {
    Files.writeString(
        data.resolve("afterglow.yaml"),
        """
        engines:
          gpu:
            type: relay
            url: %s
            key: none
            concurrency: 10
            seconds: [4]
            sizes: [1280x720]
            poll-interval: 500ms
            idempotent: true
        models: {sora-2: [gpu]}
        """
            .formatted(url()));
  }

  /** What engines are configured with. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** How many jobs it has taken. */
  int orders() {
    return orders.get();
  }

  private void order(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    int number = key == null ? order() : byKey.computeIfAbsent(key, _ -> order());
    json(exchange, "{\"data\":[{\"status\":\"submitted\",\"task_id\":\"task_" + number + "\"}]}");
  }

  private void task(HttpExchange exchange) throws IOException {
    Matcher asked = TASK.matcher(exchange.getRequestURI().getPath());
    if (!asked.matches()) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    int number = Integer.parseInt(asked.group(1));
    if (exchange.getRequestMethod().equals("POST")) {
      madeAt.computeIfPresent(number, (_, at) -> at - System.nanoTime() > 0 ? STOPPED : at);
    }
    long at = madeAt.getOrDefault(number, STOPPED);
    String status =
        at == STOPPED ? "cancelled" : System.nanoTime() - at >= 0 ? "completed" : "processing";
    String film = "http://127.0.0.1:" + server.getAddress().getPort() + "/films/" + number + ".mp4";
    json(
        exchange,
        "{\"data\":{\"id\":\"task_"
            + number
            + "\",\"status\":\""
            + status
            + "\",\"result\":{\"videos\":[{\"url\":[\""
            + film
            + "\"]}]}}}");
  }

  private void film(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "video/mp4");
    exchange.getResponseHeaders().set("ETag", "\"one\"");
    exchange.sendResponseHeaders(200, film.length);
    exchange.getResponseBody().write(film);
    exchange.close();
  }

  /** Four seconds of nothing: cheap to look at, and a film all the same. */
  private static byte[] madeFilm() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("afterglow-vendor");
    Path file = folder.resolve("film.mp4");
    SampleFilms.run(
        List.of("-f", "lavfi", "-i", "color=c=gray:size=1280x720:rate=12:duration=4"),
        List.of("-c:v", "libopenh264", "-b:v", "200k", "-pix_fmt", "yuv420p"),
        List.of("-movflags", "+faststart"),
        file);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    Files.delete(folder);
    return bytes;
  }

  private int order() {
    int number = orders.incrementAndGet();
    madeAt.put(number, System.nanoTime() + makingNanos);
    return number;
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
