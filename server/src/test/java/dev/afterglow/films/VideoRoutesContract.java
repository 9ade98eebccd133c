package dev.afterglow.films;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.http.Route;
import dev.afterglow.http.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How films are served, from any store. */
abstract class VideoRoutesContract {
  private static final String TASK = "task_01K8SGYNNNVBQTXNR4MM964S7K";
  private static final Instant COMPLETED = Instant.parse("2026-11-22T10:00:00Z");
  private static final int BYTES = 300_001; // more than two blocks

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Instant now = COMPLETED;
  private byte[] film = new byte[BYTES];
  FilmStore store;
  private TestServer server;
  private String link;

  /** An empty store. */
  abstract FilmStore open() throws Exception;

  @BeforeEach
  void serve() throws Exception {
    new Random(5).nextBytes(film);
    store = open();
    store.keep(TASK, Files.write(store.stage(TASK), film));
    LinkKeys keys = LinkKeys.open(folder.resolve("link.keys"), new SecureRandom());
    Links links = new Links(keys, () -> now);
    server = TestServer.open(new FilmRoutes(store, links).routes().toArray(Route[]::new));
    link = links.link(TASK, COMPLETED.plusSeconds(86_400));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void filmIsServedWholeAndAsNothingButAFilm() throws Exception {
    HttpResponse<byte[]> answer = get(link);

    assertEquals(200, answer.statusCode());
    assertArrayEquals(film, answer.body());
    assertHeader(answer, "Content-Type", "video/mp4");
    assertHeader(answer, "Content-Length", "300001");
    assertHeader(answer, "Content-Disposition", "inline; filename=\"" + TASK + ".mp4\"");
    assertHeader(answer, "Accept-Ranges", "bytes");
    assertHeader(answer, "X-Content-Type-Options", "nosniff");
    assertHeader(
        answer, "Content-Security-Policy", "sandbox; default-src 'none'; media-src 'self'");
    assertHeader(answer, "Cross-Origin-Resource-Policy", "cross-origin");
    assertHeader(answer, "Cache-Control", "private");
    assertHeader(answer, "Referrer-Policy", "no-referrer");
    assertHeader(answer, "Access-Control-Allow-Origin", "*");
    String exposed = header(answer, "Access-Control-Expose-Headers");
    assertTrue(exposed.contains("Content-Range") && exposed.contains("X-Request-Id"), exposed);
  }

  @Test
  void downloadIsAnAttachment() throws Exception {
    assertHeader(
        get(link + "&download=1"),
        "Content-Disposition",
        "attachment; filename=\"" + TASK + ".mp4\"");
  }

  @Test
  void rangeIsAPart() throws Exception {
    for (int[] range :
        new int[][] {{0, 0}, {1000, 200_000}, {300_000, 300_000}, {131_072, 262_143}}) {
      HttpResponse<byte[]> answer = get(link, "Range", "bytes=" + range[0] + "-" + range[1]);
      assertEquals(206, answer.statusCode());
      assertHeader(answer, "Content-Range", "bytes " + range[0] + "-" + range[1] + "/300001");
      assertArrayEquals(Arrays.copyOfRange(film, range[0], range[1] + 1), answer.body());
    }
  }

  @Test
  void rangesOfEveryFormAnswerAsTheRfcSays() throws Exception {
    assertEquals(206, get(link, "Range", "bytes=0-").statusCode());
    assertArrayEquals(new byte[] {film[BYTES - 1]}, get(link, "Range", "bytes=-1").body());
    assertEquals(200, get(link, "Range", "bytes=5-2").statusCode());
    assertEquals(200, get(link, "Range", "bytes=" + "0-0,".repeat(999) + "0-0").statusCode());
    HttpResponse<byte[]> beyond = get(link, "Range", "bytes=300001-");
    assertEquals(416, beyond.statusCode());
    assertHeader(beyond, "Content-Range", "bytes */300001");
    assertEquals(0, beyond.body().length);
  }

  @Test
  void ifRangeOfThisVersionKeepsTheRange() throws Exception {
    String tag = header(get(link), "ETag");
    String date = header(get(link), "Last-Modified");
    for (String version : List.of(tag, date)) {
      assertEquals(206, get(link, "Range", "bytes=0-9", "If-Range", version).statusCode());
    }
    assertEquals(200, get(link, "Range", "bytes=0-9", "If-Range", "\"x\"").statusCode());
  }

  @Test
  void knownFilmIsNotSentAgain() throws Exception {
    HttpResponse<byte[]> first = get(link);
    HttpResponse<byte[]> again = get(link, "If-None-Match", header(first, "ETag"));
    assertEquals(304, again.statusCode());
    assertEquals(0, again.body().length);
    assertHeader(again, "ETag", header(first, "ETag"));
    assertEquals(304, get(link, "If-Modified-Since", header(first, "Last-Modified")).statusCode());
    assertEquals(412, get(link, "If-Match", "\"x\"").statusCode());
  }

  @Test
  void headIsGetWithoutTheBody() throws Exception {
    HttpResponse<byte[]> get = get(link);
    HttpResponse<byte[]> head = send("HEAD", link, "Range", "bytes=0-9");
    assertEquals(200, head.statusCode());
    assertEquals(0, head.body().length);
    for (String name : List.of("Content-Length", "Content-Type", "ETag", "Accept-Ranges")) {
      assertHeader(head, name, header(get, name));
    }
  }

  @Test
  void filmStoredAgainIsAnotherVersion() throws Exception {
    String before = header(get(link), "ETag");
    store.delete(TASK);
    store.keep(TASK, Files.write(store.stage(TASK), new byte[] {1}));
    assertFalse(before.equals(header(get(link), "ETag")));
  }

  @Test
  void linkAnswers410FromItsExpiryOn() throws Exception {
    now = COMPLETED.plusSeconds(86_399);
    assertEquals(200, get(link).statusCode());
    now = COMPLETED.plusSeconds(86_401);
    assertEquals(410, get(link).statusCode());
    assertEquals(410, get(link, "Range", "bytes=0-9").statusCode());
  }

  @Test
  void deletedFilmIsNotFound() throws Exception {
    store.delete(TASK);
    assertEquals(404, get(link).statusCode());
  }

  @Test
  void everyForgedLinkGetsTheSameAnswer() throws Exception {
    String path = link.substring(0, link.indexOf('?'));
    String query = link.substring(link.indexOf('?') + 1);
    String other = path.replace("S7K.mp4", "S7M.mp4");
    String unknown = server.get("/v/nothing").body().replaceAll("req_\\w+", "");
    List<String> forged = new ArrayList<>(List.of(path, path + "?", other + "?" + query));
    forged.add(link + "&e=1");
    forged.add(link + "&s=x");
    forged.add(link.replace("e=", "E="));
    forged.add(link.replace("&s=", "&x="));
    forged.add("/v/" + TASK + ".MP4?" + query);
    forged.add("/v/" + TASK + "?" + query);
    for (int i = 0; i < query.length(); i += 3) {
      char flipped = query.charAt(i) == 'z' ? 'y' : 'z';
      forged.add(path + "?" + query.substring(0, i) + flipped + query.substring(i + 1));
    }
    for (String target : forged) {
      HttpResponse<byte[]> answer = get(target);
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      assertEquals(404, answer.statusCode(), target);
      assertEquals(unknown, body.replaceAll("req_\\w+", ""), target);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v/../link.keys",
        "/v/%2e%2e%2flink.keys",
        "/v/..%2flink.keys",
        "/v/%00",
        "/v/..\\link.keys",
        "/v//etc/passwd",
        "/v/.",
        "/v/" + TASK + ".mp4/..",
        "/v/" + TASK + ".mp4%00",
        "/v/;x"
      })
  void pathThatIsNotAFilmReachesNothing(String path) throws Exception {
    String query = link.substring(link.indexOf('?'));
    String answer =
        server.raw("GET " + path + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    assertEquals(405, send(method, link).statusCode());
  }

  @Test
  void pageOfAnotherOriginMayAskForRanges() throws Exception {
    HttpResponse<byte[]> answer =
        send(
            "OPTIONS",
            link,
            "Origin",
            "https://shop.org",
            "Access-Control-Request-Method",
            "GET",
            "Access-Control-Request-Headers",
            "range");
    assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    assertEquals("range", header(answer, "Access-Control-Allow-Headers"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void filmIsClosedWhenTheReaderLeaves() throws Exception {
    store.delete(TASK);
    store.keep(TASK, Files.write(store.stage(TASK), new byte[32 << 20]));
    assertEquals(0, openFilms(), "left open by whoever kept it");
    for (int round = 0; round < 20; round++) {
      try (Socket socket = server.connect()) {
        socket
            .getOutputStream()
            .write(
                ("GET " + link + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        assertEquals(1000, in.readNBytes(1000).length);
      }
    }
    server.listener().drain(Duration.ofSeconds(20));
    assertEquals(0, openFilms(), "left open by the reader");
  }

  private long openFilms() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.filter(this::isFilm).count();
    }
  }

  private boolean isFilm(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath());
    } catch (IOException _) {
      return false; // closed meanwhile
    }
  }

  private HttpResponse<byte[]> get(String target, String... headers) throws Exception {
    return send("GET", target, headers);
  }

  private HttpResponse<byte[]> send(String method, String target, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(target))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static void assertHeader(HttpResponse<byte[]> answer, String name, String value) {
    assertEquals(List.of(value), answer.headers().allValues(name));
  }
}
