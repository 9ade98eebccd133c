package dev.afterglow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.lifecycle.Closer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a server everything that its own description describes, rightly and slightly wrongly. A seed
 * makes the same requests again. Fails at an answer 5xx other than 503, at a refusal after which
 * money is missing, and - when the server is closed - at an answer that is not as described.
 */
final class ApiFuzz implements AutoCloseable {
  private static final int UNAVAILABLE = 503;
  private static final String BOUNDARY = "fuzz-boundary";

  private final Random random;
  private final Closer opened = new Closer();
  private final RunningServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Samples samples;
  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final List<String> tasks = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  private record Operation(String method, List<String> paths, JsonNode what) {}

  ApiFuzz(Path folder, long seed) throws Exception {
    random = new Random(seed);
    // Its jobs never end, so that money moves on a request's word alone.
    ScriptedVendor vendor = opened.add(ScriptedVendor.making(new byte[0]).takesLong());
    Files.writeString(
        folder.resolve("afterglow.yaml"),
        "engines:\n  gpu: {type: openai, url: '"
            + vendor.url()
            + "', poll-interval: 10s}\nmodels:\n  sora-2: [gpu]\n  sora-2-pro: [gpu]\n");
    server =
        RunningServer.start(
            folder,
            Map.of(
                "bootstrap.credit", "1000000",
                "limits.open-per-address", "1000000",
                "limits.wrong-keys-per-address", "1000000",
                "metrics.token", "a-token-of-the-metrics"));
    document = JsonMapper.shared().readTree(get("/openapi.json"));
    samples = new Samples(document, random);
    document
        .path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, what) -> {
              List<String> paths = new ArrayList<>(List.of(path));
              what.path("x-also-at").forEach(other -> paths.add(other.asString()));
              operations.add(new Operation(method.toUpperCase(Locale.ROOT), paths, what));
            }));
  }

  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    System.out.println("seed " + seed);
    try (ApiFuzz fuzz = new ApiFuzz(Path.of(arguments[0]), seed)) {
      System.out.println(fuzz.run(count));
    }
    System.exit(0);
  }

  /** Sends so many requests, and answers how often each status came. */
  Map<Integer, Integer> run(int requests) throws Exception {
    for (int i = 0; i < requests; i++) {
      one(operations.get(random.nextInt(operations.size())));
    }
    return statuses;
  }

  private void one(Operation operation) throws Exception {
    boolean changes = !operation.method().equals("GET");
    String before = changes ? balance() : "";
    HttpRequest request = request(operation);
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    int status = answer.statusCode();
    statuses.merge(status, 1, Integer::sum);
    boolean live = answer.headers().firstValue("Content-Type").orElse("").contains("event-stream");
    String body = "";
    try (InputStream in = answer.body()) {
      body = new String(live ? in.readNBytes(64) : in.readAllBytes(), UTF_8);
    }
    if (status >= 500 && status != UNAVAILABLE) {
      throw new AssertionError(request + " " + status + " " + body);
    }
    if (changes && status >= 400 && !before.equals(balance())) {
      throw new AssertionError(request + " " + status + " moved money: " + before + " " + body);
    }
    remember(status, body);
  }

  private void remember(int status, String body) {
    int at = body.indexOf("task_");
    if (status < 300 && at >= 0 && body.length() >= at + 31 && tasks.size() < 100) {
      tasks.add(body.substring(at, at + 31));
    }
  }

  private String balance() throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(get("/v1/user/balance")).path("remain_balance").toString();
  }

  private String get(String path) throws IOException, InterruptedException {
    return server.get(path, RunningServer.KEY).body();
  }

  private HttpRequest request(Operation operation) {
    String path = operation.paths().get(random.nextInt(operation.paths().size()));
    StringBuilder query = new StringBuilder();
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofMinutes(1));
    for (JsonNode reference : operation.what().path("parameters")) {
      JsonNode parameter = samples.resolved(reference);
      String name = parameter.path("name").asString();
      String value = value(name, parameter.path("schema"));
      switch (parameter.path("in").asString()) {
        case "path" -> path = path.replace("{" + name + "}", encoded(id(value)));
        case "query" -> {
          if (parameter.path("required").asBoolean() ? sometimes(9) : sometimes(4)) {
            query.append(query.isEmpty() ? '?' : '&').append(name + "=" + encoded(value));
          }
        }
        default -> {
          if (sometimes(4)) {
            request.header(name, value.replaceAll("[^!-~ ]", "?"));
          }
        }
      }
    }
    if (sometimes(9)) {
      String metrics = operation.paths().contains("/metrics") ? "a-token-of-the-metrics" : "";
      request.header(
          "Authorization", "Bearer " + (metrics.isEmpty() ? RunningServer.KEY : metrics));
    }
    return request
        .uri(URI.create(server.address() + path + query))
        .method(operation.method(), body(operation, request))
        .build();
  }

  /** In so many of ten times. */
  private boolean sometimes(int ofTen) {
    return random.nextInt(10) < ofTen;
  }

  private String value(String name, JsonNode schema) {
    if (name.equals("wait")) {
      return List.of("0", "0", "0", "301", "-1", "x", "1.0", "").get(random.nextInt(8));
    }
    JsonNode right = samples.right(schema);
    return sometimes(7) ? right.asString("") : samples.text();
  }

  /** A task there is, or a video, or a model, or something else. */
  private String id(String otherwise) {
    if (tasks.isEmpty() || sometimes(2)) {
      return List.of("task_00000000000000000000000000", "sora-2", "x", otherwise)
          .get(random.nextInt(4));
    }
    String task = tasks.get(random.nextInt(tasks.size()));
    return random.nextBoolean() ? task : task.replace("task_", "video_");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private BodyPublisher body(Operation operation, HttpRequest.Builder request) {
    JsonNode content = samples.resolved(operation.what().path("requestBody")).path("content");
    if (content.isEmpty()) {
      return BodyPublishers.noBody();
    }
    List<String> types = List.copyOf(content.propertyNames());
    String type = types.get(random.nextInt(types.size()));
    JsonNode right = samples.right(content.path(type).path("schema"));
    JsonNode value = sometimes(4) ? right : samples.wrong(right);
    if (type.equals("multipart/form-data")) {
      request.header("Content-Type", type + (sometimes(9) ? "; boundary=" + BOUNDARY : ""));
      return BodyPublishers.ofByteArray(form(value));
    }
    request.header("Content-Type", sometimes(9) ? type : "text/plain");
    String text = value.toString();
    return BodyPublishers.ofString(
        sometimes(9) ? text : text.substring(0, random.nextInt(text.length() + 1)));
  }

  private byte[] form(JsonNode value) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    value.forEachEntry((name, member) -> {
      String shown = name.replaceAll("[^ -~]|\"", "");
      boolean file = member.isContainer();
      form.writeBytes(
          ("--"
                  + BOUNDARY
                  + "\r\nContent-Disposition: form-data; name=\""
                  + shown
                  + (file ? "\"; filename=\"one.png" : "")
                  + "\"\r\n\r\n")
              .getBytes(UTF_8));
      form.writeBytes(file ? file() : member.asString("").getBytes(UTF_8));
      form.writeBytes("\r\n".getBytes(UTF_8));
    });
    form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    byte[] whole = form.toByteArray();
    return sometimes(9) ? whole : Arrays.copyOf(whole, random.nextInt(whole.length));
  }

  private byte[] file() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      int width = sometimes(5) ? 720 : 64;
      int height = sometimes(5) ? 1280 : 64;
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = png.toByteArray();
    if (sometimes(3)) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** Fails if any answer was not as described. */
  @Override
  public void close() {
    http.shutdownNow();
    try {
      server.close();
    } finally {
      opened.close();
    }
  }
}
