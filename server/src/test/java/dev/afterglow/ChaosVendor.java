package dev.afterglow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.tasks.SampleFilm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of the OpenAI video API that makes any number of films in a moment, and one film for a
 * repeated order.
 */
final class ChaosVendor implements AutoCloseable {
  private static final byte[] FILM =
      SampleFilm.of(
          new VideoFormat(Resolution.P720, Orientation.LANDSCAPE, 4), "a film among many others");

  private final HttpServer server;
  private final long makingNanos;
  private final Map<String, Integer> byKey = new ConcurrentHashMap<>();
  private final Map<Integer, Long> madeAt = new ConcurrentHashMap<>();
  private final AtomicInteger orders = new AtomicInteger();

  ChaosVendor(Duration making) throws IOException {
    makingNanos = making.toNanos();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/videos", this::answer);
    server.createContext("/v1/models", exchange -> json(exchange, "{\"data\":[{\"id\":\"m\"}]}"));
    server.start();
  }

  /** What engines are configured with. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** How many jobs it has taken. */
  int orders() {
    return orders.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("POST")) {
      exchange.getRequestBody().readAllBytes();
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      int number = key == null ? order() : byKey.computeIfAbsent(key, _ -> order());
      json(exchange, "{\"id\":\"video_" + number + "\",\"status\":\"queued\"}");
    } else if (path.endsWith("/content")) {
      exchange.getResponseHeaders().set("Content-Type", "video/mp4");
      exchange.getResponseHeaders().set("ETag", "\"one\"");
      exchange.sendResponseHeaders(200, FILM.length);
      exchange.getResponseBody().write(FILM);
      exchange.close();
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      json(exchange, "{\"deleted\":true}");
    } else {
      int number = Integer.parseInt(path.substring(path.lastIndexOf('_') + 1));
      boolean done = System.nanoTime() - madeAt.getOrDefault(number, 0L) >= 0;
      json(
          exchange,
          "{\"id\":\"video_"
              + number
              + "\",\"status\":\""
              + (done ? "completed" : "in_progress")
              + "\"}");
    }
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
