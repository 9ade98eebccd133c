package dev.afterglow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmOrder;
import dev.afterglow.client.FilmTask;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Secrets are planted in the real server, which then makes a film and refuses what it should, while
 * it logs everything it can. Afterwards no secret is found where it does not belong. There are no
 * buckets and keys of upstream engines yet; their secrets belong here when they come.
 */
class CanaryTest {
  private static final String METRICS_TOKEN = "canary-of-the-metrics-0123456789";

  @TempDir Path folder;
  private final Map<String, String> canaries = new LinkedHashMap<>();

  /** Everything that anybody was told. */
  private final StringBuilder told = new StringBuilder();

  @Test
  void noSecretIsFoundWhereItDoesNotBelong() throws Exception {
    Path data = folder.resolve("data");
    try (ScriptedUpstream receiver =
            ScriptedUpstream.start().on("POST /hook", Reply.status(500), Reply.status(200));
        ServerProcess server = ServerProcess.start(folder, data, variables(receiver))) {
      plant(data, receiver.url() + "/hook");
      film(server.address());
      told(receiver);
      failures(server.address());
      orders();
      inside(server.pid());
      told.append(ask(server.address(), "GET /metrics", bearer("metrics token"), ""));
      assertTrue(told.toString().contains("afterglow_http_refused_total"), "the metrics were read");
      assertNowhere(data);
      server.terminate();
      assertEquals(143, server.exitCode());
    }
    checkConfig();
    assertNowhere(data);
    assertTrue(log().contains(" 401 "), "the server logged what it refused");
  }

  private static Map<String, String> variables(ScriptedUpstream receiver) {
    return Map.of(
        "AFTERGLOW_LOG_LEVEL",
        "debug",
        "AFTERGLOW_METRICS_TOKEN",
        METRICS_TOKEN,
        "AFTERGLOW_WEBHOOKS_ALLOWED_NETWORKS",
        "127.0.0.0/8",
        "AFTERGLOW_WEBHOOKS_ALLOWED_PORTS",
        Integer.toString(receiver.port()));
  }

  /** What a receiver of webhooks is told, when it has failed before. */
  private void told(ScriptedUpstream receiver) {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (receiver.requests().size() < 2) {
      assertTrue(System.nanoTime() < end, "the film was not told of");
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    receiver.requests().forEach(request -> told.append(request.headers()).append(request.text()));
    assertTrue(told.toString().contains("webhook-signature"), "it was signed");
  }

  private void plant(Path data, String hook) throws IOException {
    canaries.put("bootstrap key", ServerProcess.KEY);
    canaries.put("metrics token", METRICS_TOKEN);
    canaries.put(
        "admin token", Files.readString(data.resolve("admin.token")).strip().split(" ")[1]);
    canaries.put("link key", Files.readString(data.resolve("link.keys")).strip());
    canaries.put("webhook key", Files.readString(data.resolve("webhook.key")).strip());
    JsonNode endpoint = order("webhook", "add", "local", hook);
    canaries.put("old webhook secret", endpoint.path("secret").asString());
    canaries.put(
        "webhook secret",
        order("webhook", "rotate", endpoint.path("id").asString()).path("secret").asString());
    canaries.put("client key", order("key", "create", "local").path("secret").asString());
    JsonNode revoked = order("key", "create", "local");
    canaries.put("revoked key", revoked.path("secret").asString());
    order("key", "revoke", revoked.path("id").asString());
    canaries.put("code", order("code", "create", "3").at("/codes/0/code").asString());
  }

  private void film(URI server) throws Exception {
    String key = canaries.get("client key");
    try (FilmClient client = new FilmClient(server, key, "en")) {
      FilmOrder order = new FilmOrder("sora-2", "a comet", 4, "720p", "9:16", Optional.empty());
      String task = client.submit(order, "canary");
      FilmTask now = client.task(task);
      while (!now.status().ended()) {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos()); // as a client polls
        now = client.task(task);
      }
      assertEquals(FilmTask.Status.COMPLETED, now.status());
      told.append(now);
      told.append(ask(server, "GET /v1/tasks/" + task, bearer("client key"), ""));
      URI link = now.film().orElseThrow();
      told.append(raw(server, "GET " + link.getRawPath() + "?" + link.getRawQuery() + end("")));
      told.append(
          raw(server, "GET " + link.getRawPath() + "?" + link.getRawQuery() + "x" + end("")));
    }
  }

  /** Requests that are refused, with secrets where they may and where they should not be. */
  private void failures(URI server) throws IOException {
    for (String canary : canaries.keySet()) {
      String secret = canaries.get(canary);
      told.append(ask(server, "GET /v1/tasks", bearer(canary), ""));
      told.append(ask(server, "POST /v1/videos/generations", bearer(canary), "{\"model\": 5}"));
      told.append(ask(server, "POST /v1/videos/generations", bearer(canary), "not JSON"));
      told.append(ask(server, "GET /v1/tasks/task_none", bearer(canary), ""));
      told.append(ask(server, "DELETE /v1/tasks", bearer(canary), ""));
      told.append(ask(server, "GET /metrics", bearer(canary) + bearer(canary), ""));
      told.append(ask(server, "GET /v1/tasks?key=" + secret, "", ""));
      told.append(ask(server, "GET /v1/usage?start=" + secret.length(), bearer(canary), ""));
      told.append(ask(server, "GET /v1/tasks", "Cookie: key=" + secret + "\r\n", ""));
      told.append(ask(server, "GET /v1/tasks", "X-Api-Key: " + secret + "\r\n", ""));
      told.append(ask(server, "GET /v1/tasks", "Authorization: Basic " + secret + "\r\n", ""));
      told.append(ask(server, "GET /v1/tasks", "Authorization : Bearer " + secret + "\r\n", ""));
      told.append(ask(server, "GET /v1/tasks", bearer(canary) + "A\0: b\r\n", ""));
      told.append(ask(server, "GET /v1/tasks", bearer(canary) + "A: b\r\n".repeat(200), ""));
      told.append(raw(server, "GET /v1/tasks HTTP/1.0\r\n" + bearer(canary) + "\r\n"));
      told.append(raw(server, bearer(canary) + "\r\n"));
      told.append(
          ask(
              server,
              "POST /v1/videos/generations",
              bearer(canary),
              "{\"model\": \"sora-2\", \"prompt\": \"rain\", \"image_urls\": [\"http://127.0.0.1/"
                  + secret
                  + "\"]}"));
    }
    for (String path : List.of("webhook_endpoints", "webhook_deliveries", "webhook_event_types")) {
      told.append(ask(server, "GET /v1/" + path, bearer("client key"), ""));
    }
    String redeem = "{\"code\": \"" + canaries.get("code") + "\"}";
    told.append(ask(server, "POST /v1/redeem", bearer("client key"), redeem));
    told.append(ask(server, "POST /v1/redeem", bearer("client key"), redeem));
  }

  /** What the operator sees. */
  private void orders() {
    for (String words :
        List.of(
            "key list",
            "key list --json",
            "owner list --json",
            "code list --json",
            "credit list local --json",
            "tasks list --json",
            "webhook list",
            "webhook list --json",
            "webhook deliveries --json",
            "webhook add local http://10.0.0.1/",
            "doctor --json",
            "key revoke key_none")) {
      Shell shell = new Shell(folder);
      shell.run(words.split(" "));
      told.append(shell.out()).append(shell.err());
    }
  }

  /** What the JDK tells of the running process. */
  private void inside(long pid) throws Exception {
    Path dump = folder.resolve("threads.json");
    told.append(jcmd(pid, "Thread.print", "-l"));
    told.append(jcmd(pid, "Thread.dump_to_file", "-format=json", dump.toString()));
    told.append(Files.readString(dump));
    told.append(jcmd(pid, "VM.command_line"));
    told.append(jcmd(pid, "VM.system_properties"));
    assertTrue(told.toString().contains("RunnerLoop"), "the threads were dumped");
  }

  private void checkConfig() {
    Shell shell =
        new Shell(
            folder,
            Map.of(
                "AFTERGLOW_BOOTSTRAP_KEY",
                ServerProcess.KEY,
                "AFTERGLOW_METRICS_TOKEN",
                METRICS_TOKEN));
    assertEquals(0, shell.run("check-config"));
    assertTrue(shell.out().contains("metrics.token"), shell.out());
    told.append(shell.out()).append(shell.err());
  }

  private void assertNowhere(Path data) throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    try (var walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile).forEach(files::add);
    }
    assertTrue(files.stream().anyMatch(file -> file.toString().endsWith(".mp4")), "a film");
    assertTrue(files.contains(data.resolve("afterglow.db")), "the database");
    for (Map.Entry<String, String> canary : canaries.entrySet()) {
      for (String form : forms(canary.getValue())) {
        if (told.indexOf(form) >= 0) {
          int at = told.indexOf(form);
          found.add(canary.getKey() + " was told: " + told.substring(Math.max(0, at - 300), at));
        }
        for (Path file : files) {
          boolean allowed =
              file.equals(data.resolve("admin.token")) && canary.getKey().equals("admin token")
                  || file.equals(data.resolve("link.keys")) && canary.getKey().equals("link key")
                  || file.equals(data.resolve("webhook.key"))
                      && canary.getKey().equals("webhook key");
          if (!allowed && new String(Files.readAllBytes(file), ISO_8859_1).contains(form)) {
            found.add(canary.getKey() + " is in " + folder.relativize(file));
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  /** A secret as it is and as programs like to write it. */
  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    return List.of(
        secret,
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        HexFormat.of().formatHex(bytes),
        new StringBuilder(secret).reverse().toString(),
        secret.substring(4, secret.length() - 5)); // what a mask at both ends would leave
  }

  private String bearer(String canary) {
    return "Authorization: Bearer " + canaries.get(canary) + "\r\n";
  }

  private static String ask(URI server, String line, String fields, String body)
      throws IOException {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    return raw(server, line + end(fields + "Content-Type: application/json\r\n" + length) + body);
  }

  private static String end(String fields) {
    return " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n";
  }

  private static String raw(URI server, String request) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve(ServerProcess.LOG));
  }

  private JsonNode order(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run(all.toArray(String[]::new)), shell.err());
    return JsonMapper.shared().readTree(shell.out());
  }

  private static String jcmd(long pid, String... command) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    words.add(Long.toString(pid));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
