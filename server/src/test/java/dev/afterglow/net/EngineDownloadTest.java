package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.ip.Cidr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Films that come whole, in parts, changed, slow, or from where they may not come. */
final class EngineDownloadTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");
  private static final byte[] FILM = new byte[300_000];
  private static final byte[] OTHER = new byte[300_000];
  private static final DownloadBounds BOUNDS =
      new DownloadBounds(
          1 << 20, Duration.ofMinutes(1), 0, Duration.ofMinutes(1), 3, Duration.ofMillis(1), 3);
  private static final String CONTENT = "GET /v1/videos/1/content";

  static {
    new Random(1).nextBytes(FILM);
    new Random(2).nextBytes(OTHER);
  }

  @TempDir Path folder;
  private ScriptedUpstream upstream;
  private ScriptedUpstream cdn;
  private StagedSockets sockets;

  @BeforeEach
  void start() throws IOException {
    upstream = ScriptedUpstream.start();
    cdn = ScriptedUpstream.start();
    sockets = new StagedSockets(upstream.port(), cdn.port());
  }

  @AfterEach
  void stop() throws IOException {
    upstream.close();
    cdn.close();
  }

  @Test
  void filmOnTheOriginComesWithCredentials() throws IOException {
    upstream.on(CONTENT, Reply.bytes(200, FILM));
    saved(download());
    assertEquals("Bearer key-of-ours", upstream.requests().getFirst().header("Authorization"));
    assertEquals("identity", upstream.requests().getFirst().header("Accept-Encoding"));
  }

  @Test
  void brokenTransferIsTakenUpWhereItEnded() throws IOException {
    Reply film = Reply.file(FILM, "\"v1\"");
    upstream.on(CONTENT, film.cutAfter(100_000), film.resetAfter(50_000), film.cutAfter(1), film);
    saved(download());
    List<ScriptedUpstream.Request> requests = upstream.requests();
    assertTrue(requests.size() >= 3, requests::toString);
    assertEquals("", requests.getFirst().header("Range"));
    assertEquals("bytes=" + (100_000 - film.headBytes()) + "-", requests.get(1).header("Range"));
    assertEquals("\"v1\"", requests.get(1).header("If-Range"));
  }

  @Test
  void changedFileIsTakenFromItsBeginning() throws IOException {
    upstream.on(
        CONTENT,
        Reply.file(OTHER, "\"v1\"").cutAfter(100_000),
        Reply.file(FILM, "\"v2\"")); // answers 200, because If-Range does not match
    saved(download());
  }

  @Test
  void partOfAnotherFileIsThrownAway() throws IOException {
    upstream.on(CONTENT, Reply.file(OTHER, "\"v1\"").cutAfter(100_000));
    upstream.on(
        CONTENT,
        Reply.bytes(206, new byte[10])
            .header("Content-Range", "bytes 5-14/300000")
            .header("ETag", "\"v1\""));
    upstream.on(CONTENT, Reply.bytes(200, FILM));
    saved(download());
  }

  @Test
  void partWithAnotherTagIsThrownAway() throws IOException {
    Reply first = Reply.file(OTHER, "\"v1\"").cutAfter(100_000);
    int have = 100_000 - first.headBytes();
    upstream.on(CONTENT, first);
    upstream.on(
        CONTENT,
        Reply.bytes(206, new byte[300_000 - have])
            .header("Content-Range", "bytes " + have + "-299999/300000")
            .header("ETag", "\"v2\""));
    upstream.on(CONTENT, Reply.bytes(200, FILM));
    saved(download());
  }

  @Test
  void fileThatNothingProvesTheSameIsTakenFromItsBeginning() throws IOException {
    upstream.on(CONTENT, Reply.bytes(200, OTHER).header("ETag", "W/\"v1\"").cutAfter(100_000));
    upstream.on(CONTENT, Reply.bytes(200, FILM));
    saved(download());
    assertEquals("", upstream.requests().get(1).header("Range"));
  }

  @Test
  void oldDateProvesAFileTheSame() throws IOException {
    Reply dated =
        Reply.bytes(200, FILM)
            .header("Last-Modified", "Sat, 28 Nov 2026 10:00:00 GMT")
            .header("Date", "Sat, 28 Nov 2026 10:00:09 GMT");
    upstream.on(CONTENT, dated.cutAfter(100_000), dated);
    saved(download());
    assertEquals("Sat, 28 Nov 2026 10:00:00 GMT", upstream.requests().get(1).header("If-Range"));
  }

  @Test
  void transferThatNeverGetsAnywhereIsGivenUp() {
    upstream.on(CONTENT, Reply.hangUp());
    broken(download());
    assertEquals(3, upstream.requests().size());
  }

  @Test
  void serverThatIsGoneIsBroken() throws IOException {
    upstream.close();
    broken(download());
  }

  @Test
  void drippingServerThatAlwaysGivesALittleMoreIsGivenUp() {
    upstream.on(CONTENT, Reply.file(FILM, "\"one\"").dripping(50, Duration.ofMillis(100)));
    DownloadBounds paced =
        new DownloadBounds(
            1 << 20,
            Duration.ofMinutes(5),
            10_000,
            Duration.ofMillis(300),
            2,
            Duration.ofMillis(1),
            0);
    assertTrue(broken(download(paced)).contains("slower than 10000"));
    assertEquals(2, upstream.requests(CONTENT).size());
  }

  @Test
  void filmThatDripsIsCutOff() {
    upstream.on(CONTENT, Reply.bytes(200, FILM).dripping(300, Duration.ofSeconds(2)));
    DownloadBounds paced =
        new DownloadBounds(
            1 << 20,
            Duration.ofMinutes(1),
            10_000,
            Duration.ofMillis(300),
            1,
            Duration.ofMillis(1),
            0);
    assertTrue(broken(download(paced)).contains("slower than 10000"));
  }

  @Test
  void timeBoundsAllTriesTogether() {
    upstream.on(CONTENT, Reply.never());
    assertTrue(broken(download(BOUNDS.within(Duration.ofMillis(300)))).contains("time was up"));
  }

  @Test
  void lengthIsBounded() {
    for (Reply reply :
        List.of(
            Reply.bytes(200, FILM),
            Reply.bytes(200, FILM).inChunks(),
            Reply.status(200).claiming(10L << 30))) {
      upstream.forget(CONTENT).on(CONTENT, reply);
      assertInstanceOf(Downloaded.TooLong.class, download(BOUNDS.bytes(FILM.length - 1)));
      assertNothingIsLeft();
    }
    upstream.forget(CONTENT).on(CONTENT, Reply.bytes(200, FILM).inChunks());
    assertInstanceOf(Downloaded.Saved.class, download(BOUNDS.bytes(FILM.length)));
  }

  @Test
  void otherAnswersAreHandedToTheAdapter() {
    for (int status : List.of(204, 400, 401, 403, 404, 410, 429, 500, 503)) {
      upstream.forget(CONTENT).on(CONTENT, Reply.json(status, status == 204 ? "" : "{\"a\":1}"));
      Downloaded.Refused refused = assertInstanceOf(Downloaded.Refused.class, download());
      assertEquals(status, refused.status());
      assertNothingIsLeft();
    }
  }

  @Test
  void encodedFilmIsBroken() {
    upstream.on(CONTENT, Reply.bytes(200, FILM).header("Content-Encoding", "gzip"));
    broken(download());
  }

  @Test
  void diskThatRefusesIsNotTheServersFault() {
    upstream.on(CONTENT, Reply.bytes(200, FILM));
    try (EngineClient client = client()) {
      Path nowhere = folder.resolve("missing/film.mp4");
      Downloaded outcome = client.download(address("/videos/1/content"), nowhere, BOUNDS);
      assertInstanceOf(Downloaded.Unwritable.class, outcome);
    }
  }

  @Test
  void fileThatExistsIsNotTouched() throws IOException {
    Files.writeString(film(), "mine");
    upstream.on(CONTENT, Reply.bytes(200, FILM));
    assertInstanceOf(Downloaded.Unwritable.class, download());
    assertEquals("mine", Files.readString(film()));
  }

  // --- Elsewhere

  @Test
  void filmOnAPublicAddressComesWithoutCredentials() throws IOException {
    cdn.on("GET /film.mp4", Reply.bytes(200, FILM));
    saved(elsewhere("http://cdn.example.org/film.mp4"));
    assertEquals("", cdn.requests().getFirst().header("Authorization"));
    assertEquals(PUBLIC, sockets.connects.getFirst().getAddress());
  }

  @Test
  void redirectToAPublicAddressLosesTheCredentials() throws IOException {
    upstream.on(CONTENT, Reply.redirect(302, "http://cdn.example.org/film.mp4?sig=x"));
    cdn.on("GET /film.mp4", Reply.bytes(200, FILM));
    saved(via(address("/videos/1/content")));
    assertEquals("Bearer key-of-ours", upstream.requests().getFirst().header("Authorization"));
    assertEquals("", cdn.requests().getFirst().header("Authorization"));
    assertFalse(cdn.requests().getFirst().headers().toString().contains("key-of-ours"));
  }

  @Test
  void redirectOnTheOriginKeepsTheCredentials() throws IOException {
    upstream.on(CONTENT, Reply.redirect(302, "/files/1.mp4"));
    upstream.on("GET /files/1.mp4", Reply.bytes(200, FILM));
    saved(download());
    assertEquals("Bearer key-of-ours", upstream.requests().getLast().header("Authorization"));
  }

  @Test
  void wayBackFromElsewhereIsNotTheOperatorsWord() {
    upstream.on(CONTENT, Reply.redirect(302, "http://cdn.example.org/back"));
    cdn.on("GET /back", Reply.redirect(302, upstream.url() + "/v1/admin"));
    assertInstanceOf(Downloaded.Forbidden.class, via(address("/videos/1/content")));
    assertEquals(1, upstream.requests().size());
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:22/",
        "http://127.0.0.1/film.mp4",
        "http://[::1]/film.mp4",
        "http://[::ffff:10.0.0.1]/",
        "http://10.0.0.5/film.mp4",
        "http://localhost/film.mp4",
        "http://metadata.google.internal/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://cdn.example.org:8443/",
        "http://user:pw@cdn.example.org/",
        "ftp://cdn.example.org/",
        "file:///etc/passwd",
        "data:video/mp4;base64,AAAA"
      })
  void placesOfTheInsideAreForbidden(String url) {
    assertInstanceOf(Downloaded.Forbidden.class, elsewhere(url));
    upstream.on(CONTENT, Reply.redirect(302, url));
    assertInstanceOf(Downloaded.Forbidden.class, via(address("/videos/1/content")));
    assertEquals(0, cdn.connections());
    assertNothingIsLeft();
  }

  @Test
  void nameThatLeadsInsideIsForbidden() {
    try (EngineClient client =
        new EngineClient(
            upstreamOf(upstream.port()),
            (name, patience) -> List.of(InetAddress.ofLiteral("10.0.0.5")),
            OutboundPolicy.publicOnly(),
            "1",
            sockets)) {
      assertInstanceOf(
          Downloaded.Forbidden.class,
          client.download(
              UpstreamAddress.given("http://cdn.example.org/film.mp4"), film(), BOUNDS));
      assertEquals(List.of(), sockets.connects);
    }
  }

  @Test
  void privatePlaceThatTheOperatorOpenedIsAllowed() throws IOException {
    OutboundPolicy opened =
        new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), Set.of(cdn.port()));
    cdn.on("GET /film.mp4", Reply.bytes(200, FILM));
    try (EngineClient client =
        new EngineClient(
            upstreamOf(upstream.port()),
            (name, patience) -> List.of(InetAddress.getLoopbackAddress()),
            opened,
            "1")) {
      saved(client.download(UpstreamAddress.given(cdn.url() + "/film.mp4"), film(), BOUNDS));
    }
    assertEquals("", cdn.requests().getFirst().header("Authorization"));
  }

  @Test
  void redirectsAreCounted() {
    upstream.on(CONTENT, Reply.redirect(302, "/v1/videos/1/content"));
    assertInstanceOf(Downloaded.Forbidden.class, download());
    assertEquals(4, upstream.requests().size());
  }

  private Path film() {
    return folder.resolve("film.mp4");
  }

  private void saved(Downloaded outcome) throws IOException {
    assertEquals(new Downloaded.Saved(FILM.length), outcome);
    assertArrayEquals(FILM, Files.readAllBytes(film()));
  }

  private String broken(Downloaded outcome) {
    assertNothingIsLeft();
    return assertInstanceOf(Downloaded.Broken.class, outcome).why();
  }

  private void assertNothingIsLeft() {
    assertFalse(Files.exists(film()));
  }

  private Downloaded download() {
    return download(BOUNDS);
  }

  private Downloaded download(DownloadBounds bounds) {
    try (EngineClient client = client()) {
      return client.download(address("/videos/1/content"), film(), bounds);
    }
  }

  private Downloaded elsewhere(String url) {
    return via(UpstreamAddress.given(url));
  }

  /** The CDN plays every public address; the engine keeps its own. */
  private Downloaded via(UpstreamAddress from) {
    try (EngineClient client =
        new EngineClient(
            upstreamOf(upstream.port()),
            (name, patience) -> List.of(PUBLIC),
            OutboundPolicy.publicOnly(),
            "1",
            sockets)) {
      return client.download(from, film(), BOUNDS);
    }
  }

  private EngineClient client() {
    return new EngineClient(
        upstreamOf(upstream.port()),
        (name, patience) -> List.of(InetAddress.getLoopbackAddress()),
        OutboundPolicy.publicOnly(),
        "1");
  }

  private static Upstream upstreamOf(int port) {
    return Upstream.at(
        URI.create("http://127.0.0.1:" + port + "/v1"), Credentials.bearer("key-of-ours"));
  }

  private static UpstreamAddress address(String path) {
    return UpstreamAddress.path(path);
  }
}
