package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.net.RequestBody.Piece;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered, what was certainly not sent, and what is unclear. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EngineClientTest {
  private static final String KEY = "sk-upstream-0123456789";
  private static final Duration BRIEF = Duration.ofMillis(400);
  private static final Reply ACCEPTED =
      Reply.json(200, "{\"id\":\"video_gen_1\",\"status\":\"queued\"}");

  @TempDir Path folder;
  private ScriptedUpstream upstream;
  private EngineClient client;

  @BeforeEach
  void start() throws IOException {
    upstream = ScriptedUpstream.start();
    client = client(URI.create(upstream.url() + "/v1"));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    upstream.close();
  }

  // --- Answered

  @Test
  void wholeAnswerIsAnsweredWhateverItsStatus() {
    for (int status : List.of(200, 202, 301, 307, 400, 401, 404, 409, 413, 429, 500, 503)) {
      upstream.forget("POST /v1/videos").on("POST /v1/videos", Reply.json(status, "{}"));
      Sent.Answered answer = answered(client.send(submit()));
      assertEquals(status, answer.status());
      assertEquals("{}", new String(answer.body(), StandardCharsets.UTF_8));
      assertEquals(Optional.of("application/json"), answer.headers().first("content-TYPE"));
    }
  }

  @Test
  void requestSaysWhoAsksAndWithWhichKey() {
    upstream.on("POST /v1/videos", ACCEPTED);
    client.send(submit().header("Accept", "application/json"));

    ScriptedUpstream.Request request = upstream.requests().getFirst();
    assertEquals("afterglow/9.9", request.header("User-Agent"));
    assertEquals("Bearer " + KEY, request.header("Authorization"));
    assertEquals("application/json", request.header("Content-Type"));
    assertEquals("application/json", request.header("Accept"));
    assertEquals("127.0.0.1:" + upstream.port(), request.header("Host"));
    assertEquals("{\"prompt\":\"a tram\"}", request.text());
  }

  @Test
  void answersInChunksAndWithoutBodiesAreWhole() {
    upstream.on("GET /v1/long", Reply.bytes(200, new byte[5000]).inChunks());
    upstream.on("DELETE /v1/videos/1", Reply.status(204));
    assertEquals(5000, answered(client.send(get("/long"))).body().length);
    assertEquals(
        204,
        answered(client.send(EngineRequest.delete(UpstreamAddress.segments("videos", "1"))))
            .status());
  }

  @Test
  void answerHeldForAWhileIsWaitedFor() {
    upstream.on("POST /v1/videos", ACCEPTED.after(BRIEF));
    assertEquals(200, answered(client.send(submit().within(Duration.ofMinutes(10)))).status());
  }

  @Test
  void refusalThatComesBeforeTheBodyIsReadIsHeard() {
    upstream.on("POST /v1/videos", Reply.json(413, "{}").beforeTheBody());
    RequestBody picture = RequestBody.json(Piece.bytes(new byte[20 << 20]));
    EngineRequest request = EngineRequest.post(UpstreamAddress.path("/videos"), picture);
    Sent sent = client.send(request);
    // A reset may overtake the answer; what must never be said is that nothing was sent.
    assertFalse(sent instanceof Sent.NotSent, sent::toString);
  }

  @Test
  void redirectIsAnAnswerAndNobodyElseIsAsked() throws IOException {
    try (ScriptedUpstream other = ScriptedUpstream.start()) {
      for (String method : List.of("POST", "GET")) {
        upstream.on(method + " /v1/videos", Reply.redirect(307, other.url() + "/v1/videos"));
      }
      assertEquals(307, answered(client.send(submit())).status());
      assertEquals(307, answered(client.send(get("/videos"))).status());
      assertEquals(0, other.connections());
    }
  }

  // --- Not sent

  @Test
  void refusedConnectionIsNotSent() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    notSent(client(URI.create("http://127.0.0.1:" + port)).send(submit()));
  }

  @Test
  void nameThatIsNotResolvedIsNotSent() {
    Resolver nothing =
        (name, patience) -> {
          throw new UnknownHostException(name);
        };
    try (EngineClient lost =
        new EngineClient(
            Upstream.at(URI.create("http://gpu.lan"), Credentials.none()),
            nothing,
            OutboundPolicy.publicOnly(),
            "1")) {
      assertTrue(notSent(lost.send(submit())).contains("gpu.lan"));
    }
  }

  @Test
  void handshakeThatFailsOrNeverEndsIsNotSent() throws IOException {
    upstream.on("POST /v1/videos", ACCEPTED);
    URI plain = URI.create("https://127.0.0.1:" + upstream.port() + "/v1");
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      notSent(client(plain).send(submit().within(Duration.ofSeconds(2))));
      URI mute = URI.create("https://127.0.0.1:" + silent.getLocalPort());
      assertTrue(notSent(client(mute).send(submit().within(BRIEF))).contains("time was up"));
    }
  }

  @Test
  void timeThatIsUpBeforeTheRequestIsNotSent() {
    Resolver slow =
        (name, patience) -> {
          awaitNothing(patience);
          return List.of(InetAddress.getLoopbackAddress());
        };
    URI base = URI.create("http://gpu.lan:" + upstream.port());
    try (EngineClient late =
        new EngineClient(
            Upstream.at(base, Credentials.none()), slow, OutboundPolicy.publicOnly(), "1")) {
      notSent(late.send(submit().within(BRIEF)));
      assertEquals(List.of(), upstream.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://127.0.0.1:1/v1/videos",
        "https://127.0.0.1/v1/videos",
        "//example.com/v1",
        "file:///etc/passwd",
        "http://user@127.0.0.1/",
        "gopher://x/"
      })
  void addressOffTheOriginIsNotSent(String location) {
    notSent(client.send(EngineRequest.get(UpstreamAddress.given(location))));
    notSent(client.send(EngineRequest.post(UpstreamAddress.given(location), RequestBody.none())));
    assertEquals(0, upstream.connections());
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../../admin"})
  void idThatClimbsIsEncodedOrNotSent(String id) {
    upstream.on("GET /v1/videos/..%2F..%2Fadmin", Reply.status(200));
    notSent(client.send(EngineRequest.get(UpstreamAddress.segments("videos", id))));
    notSent(client.send(EngineRequest.get(UpstreamAddress.path("/videos/%2e%2E/x"))));
    assertEquals(0, upstream.connections());
  }

  @Test
  void oddIdStaysOneSegment() {
    upstream.on("GET /v1/videos/a%2Fb%3Fc%23d%20%E5%BD%B1", Reply.status(200));
    Sent sent = client.send(EngineRequest.get(UpstreamAddress.segments("videos", "a/b?c#d 影")));
    assertEquals(200, answered(sent).status());
  }

  @Test
  void credentialThatCannotStandInAHeaderIsNotSent() {
    URI base = upstream.url();
    try (EngineClient broken = client(base, Credentials.bearer("a\r\nX-Evil: 1"))) {
      String why = notSent(broken.send(submit()));
      assertFalse(why.contains("Evil"), why);
      assertEquals(0, upstream.connections());
    }
  }

  // --- Unclear

  @Test
  void connectionThatIsResetBeforeTheServerReadsIsNeverAnswered() {
    upstream.resetConnections();
    for (int i = 0; i < 20; i++) {
      // Not sent where the reset came first; and then the request certainly never arrives.
      assertFalse(client.send(submit()) instanceof Sent.Answered);
    }
    assertEquals(List.of(), upstream.requests());
  }

  @Test
  void answerCutAtAnyByteIsUnclear() {
    Reply whole = ACCEPTED;
    int length = whole.rendered(whole.body).length;
    for (int bytes = 0; bytes < length; bytes++) {
      upstream.forget("POST /v1/videos").on("POST /v1/videos", whole.cutAfter(bytes));
      unclear(client.send(submit()));
    }
    assertEquals(length, upstream.requests().size(), "each went out once");
  }

  @Test
  void answerThatIsResetIsUnclear() {
    for (int bytes : List.of(0, 1, 20, ACCEPTED.headBytes(), ACCEPTED.headBytes() + 3)) {
      upstream.forget("POST /v1/videos").on("POST /v1/videos", ACCEPTED.resetAfter(bytes));
      unclear(client.send(submit()));
    }
  }

  @Test
  void chunkedAnswerCutBeforeItsLastChunkIsUnclear() {
    Reply whole = ACCEPTED.inChunks();
    int length = whole.rendered(whole.body).length;
    for (int bytes = 0; bytes <= length - "0\r\n\r\n".length(); bytes++) {
      upstream.forget("POST /v1/videos").on("POST /v1/videos", whole.cutAfter(bytes));
      unclear(client.send(submit()));
    }
  }

  @Test
  void timeThatIsUpInAnyPhaseOfTheAnswerIsUnclear() {
    int head = ACCEPTED.headBytes();
    List<Reply> slow =
        List.of(
            Reply.never(),
            ACCEPTED.after(Duration.ofMinutes(1)),
            ACCEPTED.dripping(1, Duration.ofSeconds(1)),
            ACCEPTED.dripping(head - 4, Duration.ofMinutes(1)),
            ACCEPTED.dripping(head + 4, Duration.ofMinutes(1)),
            ACCEPTED.claiming(10_000).dripping(head + 30, Duration.ofMinutes(1)));
    for (Reply reply : slow) {
      upstream.forget("POST /v1/videos").on("POST /v1/videos", reply);
      String why = unclear(client.send(submit().within(BRIEF)));
      if (reply.length < 0) {
        assertTrue(why.contains("the time was up"), why);
      }
    }
  }

  @Test
  void timeThatIsUpWhileTheBodyIsSentIsUnclear() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      RequestBody large = RequestBody.json(Piece.bytes(new byte[20 << 20]));
      EngineRequest request = EngineRequest.post(UpstreamAddress.path("/videos"), large);
      URI base = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      assertTrue(unclear(client(base).send(request.within(BRIEF))).contains("time was up"));
    }
  }

  @Test
  void answerLongerThanTheBoundIsUnclear() {
    for (Reply reply :
        List.of(
            Reply.bytes(200, new byte[1001]),
            Reply.bytes(200, new byte[1001]).inChunks(),
            Reply.status(200).claiming(10L << 30))) {
      upstream.forget("POST /v1/videos").on("POST /v1/videos", reply);
      assertTrue(unclear(client.send(submit().reading(1000))).contains("longer than 1000"));
    }
    upstream.forget("POST /v1/videos").on("POST /v1/videos", Reply.bytes(200, new byte[1000]));
    assertEquals(1000, answered(client.send(submit().reading(1000))).body().length);
  }

  @Test
  void headLongerThanTheBoundIsUnclear() {
    Reply wide = Reply.status(200).header("X", "y".repeat(20_000));
    Reply tall = Reply.status(200);
    for (int i = 0; i < 101; i++) {
      tall = tall.header("X-" + i, "y");
    }
    for (Reply reply : List.of(wide, tall)) {
      upstream.forget("POST /v1/videos").on("POST /v1/videos", reply);
      unclear(client.send(submit()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.9\r\n",
        "+PONG\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "\r\n\r\n\r\n\r\n"
      })
  void answerThatIsNoHttpIsUnclear(String words) throws IOException {
    try (ScriptedServer stranger = ScriptedServer.saying(words, new byte[0])) {
      unclear(client(URI.create("http://127.0.0.1:" + stranger.port())).send(submit()));
    }
  }

  // --- Connections

  @Test
  void eachPostHasAConnectionOfItsOwnAndGoesOutOnce() {
    upstream.on("POST /v1/videos", ACCEPTED).on("GET /v1/videos/1", ACCEPTED);
    client.send(get("/videos/1"));
    client.send(submit());
    client.send(submit());
    List<ScriptedUpstream.Request> posts = upstream.requests("POST /v1/videos");
    assertEquals(List.of(2, 3), posts.stream().map(ScriptedUpstream.Request::connection).toList());
    assertEquals("close", posts.getFirst().header("Connection"));
  }

  @Test
  void pollsShareAConnection() {
    upstream.on("GET /v1/videos/1", ACCEPTED);
    for (int i = 0; i < 5; i++) {
      assertEquals(200, answered(client.send(get("/videos/1"))).status());
    }
    assertEquals(1, upstream.connections());
  }

  @Test
  void pollOverADeadConnectionIsRepeatedOverANewOne() {
    upstream.on("GET /v1/a", ACCEPTED.claiming(ACCEPTED.body.length)); // then hangs up
    for (int i = 0; i < 3; i++) {
      assertEquals(200, answered(client.send(get("/a"))).status());
    }
    upstream.forget("GET /v1/a").on("GET /v1/a", Reply.hangUp());
    unclear(client.send(get("/a")));
  }

  // --- Credentials

  @Test
  void textOfTheEngineLosesOurSecretsAndItsTricks() {
    String said = "bad key " + KEY + "\r\nBearer " + KEY + " \u001b[31m\u202e" + "x".repeat(1000);
    String clean = client.redacted(said);
    assertFalse(clean.contains(KEY), clean);
    assertTrue(clean.startsWith("bad key ***"), clean);
    assertTrue(clean.length() <= 300 && clean.chars().noneMatch(c -> c < ' ' || c == 0x202e));
  }

  @Test
  void secretThatTheServerRepeatsInItsHeadIsNotTold() throws IOException {
    try (ScriptedServer echo = ScriptedServer.saying("HTTP/9.9 " + KEY + "\r\n\r\n", new byte[0])) {
      String why = unclear(client(URI.create("http://127.0.0.1:" + echo.port())).send(submit()));
      assertFalse(why.contains(KEY), why);
    }
  }

  @Test
  void credentialsAreAskedForAnewWithEachRequest() {
    AtomicInteger count = new AtomicInteger();
    upstream.on("POST /videos", ACCEPTED);
    try (EngineClient renewing =
        client(
            upstream.url(), () -> Map.of("Authorization", "Bearer t" + count.incrementAndGet()))) {
      renewing.send(submit());
      renewing.send(submit());
    }
    assertEquals(
        List.of("Bearer t1", "Bearer t2"),
        upstream.requests().stream().map(request -> request.header("Authorization")).toList());
  }

  @Test
  void callersCannotSetWhatTheConnectionDependsOn() {
    for (String name : List.of("host", "Content-Length", "transfer-encoding", "Connection")) {
      assertThrows(IllegalArgumentException.class, () -> submit().header(name, "x"));
    }
    assertThrows(IllegalArgumentException.class, () -> submit().header("X", "a\r\nb"));
  }

  // --- Bodies

  @Test
  void multipartIsSentAsFormsAre() throws IOException {
    byte[] picture = new byte[300_000];
    Arrays.fill(picture, (byte) 7);
    Path file = Files.write(folder.resolve("p.png"), picture);
    upstream.on("POST /v1/videos", ACCEPTED);
    RequestBody body =
        new Multipart("task_1")
            .field("prompt", "a tram\r\n--task\n影")
            .file("input_reference", "a\"b\r\n.png", "image/png", Piece.file(file))
            .body();
    client.send(EngineRequest.post(UpstreamAddress.path("/videos"), body));

    ScriptedUpstream.Request request = upstream.requests().getFirst();
    assertEquals("multipart/form-data; boundary=task_1", request.header("Content-Type"));
    String start =
        "--task_1\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n"
            + "a tram\r\n--task\n影\r\n"
            + "--task_1\r\nContent-Disposition: form-data; name=\"input_reference\";"
            + " filename=\"a%22b%0D%0A.png\"\r\nContent-Type: image/png\r\n\r\n";
    byte[] head = start.getBytes(StandardCharsets.UTF_8);
    byte[] end = "\r\n--task_1--\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] sent = request.body();
    assertArrayEquals(head, Arrays.copyOf(sent, head.length));
    assertArrayEquals(picture, Arrays.copyOfRange(sent, head.length, sent.length - end.length));
    assertArrayEquals(end, Arrays.copyOfRange(sent, sent.length - end.length, sent.length));
  }

  @Test
  void pictureInBase64IsStreamedIntoJson() throws IOException {
    upstream.on("POST /v1/videos", ACCEPTED);
    for (int length : List.of(0, 1, 2, 3, 100_000)) {
      byte[] picture = new byte[length];
      Arrays.fill(picture, (byte) 9);
      Path file = Files.write(folder.resolve("p" + length), picture);
      for (Piece piece : List.of(Piece.base64(file), Piece.base64(picture))) {
        RequestBody body = RequestBody.json(Piece.text("{\"i\":\""), piece, Piece.text("\"}"));
        client.send(EngineRequest.post(UpstreamAddress.path("/videos"), body));
        assertEquals(
            "{\"i\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}",
            upstream.requests().getLast().text());
      }
    }
  }

  @Test
  void fileThatBecameShorterIsNeverTakenForAWhole() throws IOException {
    Path file = Files.write(folder.resolve("shrinking"), new byte[100_000]);
    RequestBody body = RequestBody.json(Piece.file(file));
    Files.write(file, new byte[10]);
    upstream.on("POST /v1/videos", ACCEPTED);
    unclear(client.send(EngineRequest.post(UpstreamAddress.path("/videos"), body)));
    assertEquals(List.of(), upstream.requests());
  }

  @Test
  void manyThreadsMayUseOneClient() throws InterruptedException {
    upstream.on("GET /v1/videos/1", ACCEPTED).on("POST /v1/videos", ACCEPTED);
    AtomicInteger good = new AtomicInteger();
    List<Thread> threads =
        IntStream.range(0, 40)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int n = 0; n < 5; n++) {
                        answered(client.send(i % 4 == 0 ? submit() : get("/videos/1")));
                        good.incrementAndGet();
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      assertTrue(thread.join(Duration.ofMinutes(1)));
    }
    assertEquals(200, good.get());
    assertEquals(50, upstream.requests("POST /v1/videos").size());
  }

  @Test
  void interruptedWaitIsUnclear() throws InterruptedException {
    upstream.on("POST /v1/videos", Reply.never());
    var outcome = new AtomicReference<Sent>();
    Thread waiting = Thread.ofVirtual().start(() -> outcome.set(client.send(submit())));
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (upstream.requests().isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    waiting.interrupt();
    assertTrue(waiting.join(Duration.ofSeconds(30)));
    assertInstanceOf(Sent.Unclear.class, outcome.get());
  }

  private static void awaitNothing(Duration patience) {
    try {
      assertFalse(new CountDownLatch(1).await(patience.toMillis() + 1, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static EngineRequest submit() {
    return EngineRequest.post(
        UpstreamAddress.path("/videos"),
        RequestBody.json("{\"prompt\":\"a tram\"}".getBytes(StandardCharsets.UTF_8)));
  }

  private static EngineRequest get(String path) {
    return EngineRequest.get(UpstreamAddress.path(path));
  }

  private static Sent.Answered answered(Sent sent) {
    return assertInstanceOf(Sent.Answered.class, sent);
  }

  private static String notSent(Sent sent) {
    return assertInstanceOf(Sent.NotSent.class, sent).why();
  }

  private static String unclear(Sent sent) {
    return assertInstanceOf(Sent.Unclear.class, sent).why();
  }

  private static EngineClient client(URI base) {
    return client(base, Credentials.bearer(KEY));
  }

  private static EngineClient client(URI base, Credentials credentials) {
    return new EngineClient(
        Upstream.at(base, credentials),
        (name, patience) -> List.of(InetAddress.getLoopbackAddress()),
        OutboundPolicy.publicOnly(),
        "9.9");
  }
}
