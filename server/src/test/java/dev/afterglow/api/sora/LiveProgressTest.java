package dev.afterglow.api.sora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.Scope;
import dev.afterglow.engines.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/tasks/{id}/events} and {@code ?wait=} over real HTTP. */
@Timeout(120)
final class LiveProgressTest {
  @TempDir private Path folder;
  private Shop shop;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
    shop.credit(80_000_000);
  }

  @AfterEach
  void close() {
    http.shutdownNow();
    shop.close();
  }

  @Test
  void aFilmIsToldFromTheQueueToItsLink() throws Exception {
    String id = shop.submit();
    try (Stream events = events(id, "")) {
      Event queued = events.next();
      assertEquals("state", queued.name());
      assertEquals("pending", queued.data().path("status").asString());
      assertEquals(1, queued.data().path("queue_position").asInt());
      shop.engine.answerPoll(
          new Engine.Progress.Running(OptionalInt.of(37), Duration.ofSeconds(1)));
      shop.world.tick();
      Event sending = events.next();
      assertEquals("processing", sending.data().path("status").asString());
      assertTrue(sending.data().path("queue_position").isMissingNode());
      shop.world.finish();
      List<Event> rest = events.rest();
      Event last = rest.getLast();
      assertEquals("result", last.name());
      assertEquals(Shop.json(shop.get("/v1/tasks/" + id)).path("data"), last.data());
      assertTrue(last.data().at("/result/videos/0/url/0").asString().startsWith("http"));
      assertEquals(204, open(shop.key, id, last.id()).statusCode(), "it need not come again");
      try (Stream again = events(id, queued.id())) {
        assertEquals(List.of(last), again.rest(), "what was missed while away");
      }
    }
    assertIdle();
  }

  @Test
  void progressIsToldAndNeverFallsForAClientThatComesBack() throws Exception {
    String id = shop.submit();
    shop.world.tick();
    try (Stream events = events(id, "")) {
      events.next();
      shop.world.live.note(id, 41);
      Event progress = events.next();
      assertEquals("progress", progress.name());
      assertEquals(41, progress.data().path("progress").asInt());
      String farther = progress.id().replace("-41-", "-55-");
      try (Stream back = events(id, farther)) {
        shop.world.live.note(id, 50);
        shop.world.live.note(id, 60);
        assertEquals(60, back.next().data().path("progress").asInt());
      }
    }
  }

  @Test
  void strangersAndUnknownTasksAreAnsweredAsTheQueryDoes() throws Exception {
    String id = shop.submit();
    IssuedKey stranger = shop.key(shop.owner("bob"), Scope.EVERYTHING);
    for (String path : List.of("", "/events", "?wait=60")) {
      HttpResponse<String> answer = shop.send(stranger, "/v1/tasks/" + id + path, r -> r);
      assertEquals(404, answer.statusCode(), path);
      assertEquals(400, shop.get("/v1/tasks/x" + path).statusCode(), path);
    }
    assertIdle();
  }

  @Test
  void revokedKeyEndsItsStreamsAndWaits() throws Exception {
    String id = shop.submit();
    IssuedKey other = shop.key(shop.owner, Scope.EVERYTHING);
    CompletableFuture<HttpResponse<String>> waiting = ask(other, "/v1/tasks/" + id + "?wait=60");
    try (Stream mine = events(id, "");
        Stream revoked = new Stream(open(other, id, ""))) {
      mine.next();
      revoked.next();
      awaitWatching(3);
      shop.accounts.revoke(other.key().id());
      assertEquals(List.of(), revoked.rest());
      assertEquals(401, waiting.get(60, TimeUnit.SECONDS).statusCode());
      shop.world.finish();
      assertEquals("result", mine.rest().getLast().name());
    }
  }

  @Test
  void disabledOwnerIsShutOut() throws Exception {
    String id = shop.submit();
    try (Stream events = events(id, "")) {
      events.next();
      shop.accounts.disable(shop.owner.id());
      assertEquals(List.of(), events.rest());
    }
  }

  @Test
  void questionThatWaitsIsAnsweredWithTheFilm() throws Exception {
    String id = shop.submit();
    CompletableFuture<HttpResponse<String>> waiting = ask(shop.key, "/v1/tasks/" + id + "?wait=60");
    awaitWatching(1);
    shop.world.finish();
    HttpResponse<String> answer = waiting.get(60, TimeUnit.SECONDS);
    assertEquals(200, answer.statusCode());
    assertEquals(shop.get("/v1/tasks/" + id).body(), answer.body());
    assertEquals(answer.body(), shop.get(Shop.FILMS + "/" + id + "?wait=300").body());
    assertIdle();
  }

  @Test
  void clientThatHangsUpGivesItsPlaceBack() throws Exception {
    String id = shop.submit();
    String head = "GET /v1/tasks/" + id + "?wait=300 HTTP/1.1\r\nHost: x\r\n";
    String key = "Authorization: Bearer " + shop.key.secret() + "\r\n\r\n";
    try (Socket socket = shop.server.connect()) {
      socket.getOutputStream().write((head + key).getBytes(StandardCharsets.UTF_8));
      awaitWatching(1);
    }
    assertIdle();
  }

  @Test
  void questionIsAnsweredAtOnceWhereTheClientKnowsAnotherState() throws Exception {
    String id = shop.submit();
    String path = "/v1/tasks/" + id + "?wait=60&known_status=";
    assertEquals(shop.get("/v1/tasks/" + id).body(), shop.get(path + "processing").body());
    CompletableFuture<HttpResponse<String>> waiting = ask(shop.key, path + "pending");
    awaitWatching(1);
    shop.world.tick();
    assertEquals(
        "processing", Shop.json(waiting.get(60, TimeUnit.SECONDS)).at("/data/status").asString());
    assertEquals(400, shop.get(path + "done").statusCode());
  }

  @Test
  void questionIsAnsweredWhenItsTimeIsOver() throws Exception {
    String id = shop.submit();
    assertEquals(
        shop.get("/v1/tasks/" + id).body(), shop.get("/v1/tasks/" + id + "?wait=1").body());
    assertEquals(
        shop.get("/v1/tasks/" + id).body(), shop.get("/v1/tasks/" + id + "?wait=0").body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "x", "301", "99999999999", "1e1", "%20-"})
  void wrongWaitsAreToldClearly(String wait) throws Exception {
    String id = shop.submit();
    HttpResponse<String> answer = shop.get("/v1/tasks/" + id + "?language=en&wait=" + wait);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("send whole seconds from 0 to 300"), answer::body);
  }

  @Test
  void stopAnswersThoseWhoWait() throws Exception {
    String id = shop.submit();
    CompletableFuture<HttpResponse<String>> waiting = ask(shop.key, "/v1/tasks/" + id + "?wait=60");
    try (Stream events = events(id, "")) {
      events.next();
      awaitWatching(2);
      shop.world.watch.close();
      assertEquals(List.of(), events.rest());
      assertEquals(200, waiting.get(60, TimeUnit.SECONDS).statusCode());
    }
  }

  @Test
  void headOfAStreamTakesNoPlace() throws Exception {
    String id = shop.submit();
    HttpResponse<String> answer =
        shop.send(
            "/v1/tasks/" + id + "/events",
            r -> r.method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertEquals(200, answer.statusCode());
    assertEquals(
        "text/event-stream; charset=utf-8", answer.headers().firstValue("Content-Type").get());
    assertIdle();
  }

  private CompletableFuture<HttpResponse<String>> ask(IssuedKey key, String target) {
    return http.sendAsync(request(key, target).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(IssuedKey key, String target) {
    return HttpRequest.newBuilder(shop.server.uri(target))
        .header("Authorization", "Bearer " + key.secret());
  }

  private Stream events(String id, String last) throws Exception {
    HttpResponse<InputStream> answer = open(shop.key, id, last);
    assertEquals(200, answer.statusCode());
    return new Stream(answer);
  }

  private HttpResponse<InputStream> open(IssuedKey key, String id, String last) throws Exception {
    HttpRequest.Builder request = request(key, "/v1/tasks/" + id + "/events");
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private void awaitWatching(int count) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (shop.world.watch.watching() != count) {
      assertTrue(System.nanoTime() < end, "watching: " + shop.world.watch.watching());
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void assertIdle() {
    awaitWatching(0);
  }

  private record Event(String name, String id, JsonNode data) {}

  /** What a browser's EventSource reads. */
  private static final class Stream implements AutoCloseable {
    private final BufferedReader in;

    Stream(HttpResponse<InputStream> answer) {
      in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    Event next() throws IOException {
      List<Event> one = read(1);
      assertEquals(1, one.size(), "the stream has ended");
      return one.getFirst();
    }

    List<Event> rest() throws IOException {
      return read(Integer.MAX_VALUE);
    }

    private List<Event> read(int most) throws IOException {
      List<Event> events = new ArrayList<>();
      String name = "";
      String id = "";
      String data = "";
      String line;
      while (events.size() < most && (line = in.readLine()) != null) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Event(name, id, JsonMapper.shared().readTree(data)));
          data = "";
        }
      }
      return events;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
