package dev.afterglow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.config.Environment;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole server with every kind of visitor: the owner of a task, her keys that are read-only,
 * revoked and expired, a second owner, and one who was disabled.
 */
final class Visitors implements AutoCloseable {
  static final String METRICS_TOKEN = "token-of-the-metrics";

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) (?s:.*)");
  private static final Pattern TASK = Pattern.compile("task_[0-9A-Z]{26}");
  private static final Pattern ENDPOINT = Pattern.compile("whe_[0-9A-Z]{26}");

  private final Path folder;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final RunningServer server;

  /** Secrets by whose they are, in the order of the columns of a table of statuses. */
  final Map<String, String> secrets = new LinkedHashMap<>();

  /** A task of the owner's. */
  final String task;

  /** Where the owner wants to be told of ends; nobody is there. */
  final String webhook;

  /** What becomes of a message to there. */
  final String delivery;

  Visitors(Path folder) throws IOException {
    this.folder = folder;
    Environment real = Environment.real();
    server =
        RunningServer.start(
            folder.resolve("data"),
            Map.of(
                "metrics.token", METRICS_TOKEN,
                "limits.wrong-keys-per-address", "1000000",
                "limits.open-per-address", "1000000",
                "webhooks.allowed-networks", "127.0.0.0/8",
                "webhooks.allowed-ports", "9"),
            new Environment(
                () -> Instant.now().plus(ahead.get()),
                System::nanoTime,
                new SecureRandom(),
                real.environment(),
                folder));
    for (String owner : List.of("Ann", "Bob", "Eve")) {
      order("owner", "create", owner);
    }
    order("credit", "add", "Ann", "--usd", "10", "--reason", "test");
    secrets.put("unknown", "sk-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG");
    JsonNode revoked = order("key", "create", "Ann");
    order("key", "revoke", revoked.path("id").asString());
    secrets.put("revoked", revoked.path("secret").asString());
    secrets.put("expired", key("Ann", "--expires", "1h"));
    ahead.set(Duration.ofHours(2));
    secrets.put("disabled", key("Eve"));
    order("owner", "disable", "Eve");
    secrets.put("foreign", key("Bob"));
    secrets.put("read-only", key("Ann", "--read-only"));
    secrets.put("own", key("Ann"));
    webhook = endpoint();
    task = cancelled();
    delivery = task.replace("task_", "dlv_") + webhook.replace("whe_", "_");
  }

  /** One more endpoint of the owner's. */
  String endpoint() throws IOException {
    return first(
        ENDPOINT,
        ask(
            "POST",
            "/v1/webhook_endpoints",
            bearer(secrets.get("own")),
            "{\"name\": \"a\", \"url\": \"http://127.0.0.1:9/\","
                + " \"event_types\": [\"video.failed\"]}"));
  }

  /** One more task of the owner's, which has ended. */
  String cancelled() throws IOException {
    String own = bearer(secrets.get("own"));
    String id =
        first(
            TASK,
            ask(
                "POST",
                "/v1/videos/generations",
                own,
                "{\"model\": \"sora-2\", \"prompt\": \"rain\"}"));
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    String answer = ask("POST", "/v1/tasks/" + id + "/cancel", own, "");
    while (!answer.contains("\"status\":\"cancelled\"")) { // the engine may have begun
      assertEquals(200, status(answer));
      assertTrue(System.nanoTime() < end, answer);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      answer = ask("GET", "/v1/tasks/" + id, own, "");
    }
    return id;
  }

  /** A fresh key of an owner's. */
  String key(String owner, String... options) {
    List<String> words = new ArrayList<>(List.of("key", "create", owner));
    words.addAll(List.of(options));
    return order(words.toArray(String[]::new)).path("secret").asString();
  }

  Server server() {
    return server.server();
  }

  static String bearer(String secret) {
    return "Authorization: Bearer " + secret + "\r\n";
  }

  /**
   * Sends a request as it stands, on a connection of its own.
   *
   * @param fields header lines, each with its end
   * @return the whole answer but for its date
   */
  String ask(String method, String target, String fields, String body) throws IOException {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    return raw(
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + length
            + fields
            + "\r\n"
            + body);
  }

  String raw(String request) throws IOException {
    URI address = server.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return answer.replaceFirst("\r\nDate: [^\r]*", "");
    }
  }

  static int status(String answer) {
    return Integer.parseInt(first(STATUS, answer));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError(text);
    }
    return matcher.group(matcher.groupCount());
  }

  private JsonNode order(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run(all.toArray(String[]::new)), shell.err());
    return JsonMapper.shared().readTree(shell.out());
  }

  @Override
  public void close() {
    server.close();
  }
}
