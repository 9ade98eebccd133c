package dev.afterglow.engines.gemini;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure.Kind;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.Reply;
import dev.afterglow.remote.ClientOpener;
import dev.afterglow.remote.VendorEngineContract;
import dev.afterglow.remote.templates.ModelSettings;
import dev.afterglow.remote.templates.VendorModel;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Veo in a project of Google Cloud, as its documentation and client libraries say. */
final class VertexEngineTest extends VendorEngineContract {
  private static final String MODEL =
      "projects/films/locations/us-central1/publishers/google/models/veo-3.1-generate-001";
  private static final String NAME = MODEL + "/operations/77";
  private static KeyPair pair;

  @BeforeAll
  static void makeKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
  }

  @Override
  protected Engine open(URI base, ClientOpener clients) throws Exception {
    tokens(Reply.json(200, "{\"access_token\":\"" + KEY + "\",\"expires_in\":3599}"));
    return open(base, clients, GeminiEngine.MODELS.shipped("veo-3.1"), Optional.empty());
  }

  private Engine open(URI base, ClientOpener clients, VendorModel model, Optional<String> bucket) {
    return GeminiEngine.open(
        ModelSettings.standard("veo"),
        model,
        new GoogleAccess.Project(account(), "films", "us-central1", bucket, upstream.url()),
        base,
        clients,
        clock);
  }

  private void tokens(Reply... replies) {
    upstream.forget("POST /token").on("POST /token", replies);
  }

  private ServiceAccount account() {
    String pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\\n-----END PRIVATE KEY-----\\n";
    return ServiceAccount.of(
        "{\"type\":\"service_account\",\"project_id\":\"films\",\"private_key_id\":\"k1\","
            + "\"private_key\":\""
            + pem
            + "\",\"client_email\":\"a@films.iam.gserviceaccount.com\",\"token_uri\":\""
            + upstream.url()
            + "/token\"}");
  }

  @Override
  protected String orders() {
    return "POST /v1/" + MODEL + ":predictLongRunning";
  }

  @Override
  protected String questions() {
    return "POST /v1/" + MODEL + ":fetchPredictOperation";
  }

  @Override
  protected Reply accepted() {
    return Reply.json(200, "{\"name\":\"" + NAME + "\"}");
  }

  @Override
  protected String made(String film) {
    return done(
        "\"response\":{\"videos\":[{\"gcsUri\":\"" + film + "\",\"mimeType\":\"video/mp4\"}]}");
  }

  private static String done(String more) {
    return "{\"name\":\"" + NAME + "\",\"done\":true," + more + "}";
  }

  // --- Tokens

  @Test
  void tokenIsGotWithASignedAssertionAndKept() throws Exception {
    accept();
    accept();
    assertEquals(1, upstream.requests("POST /token").size());
    String form = upstream.requests("POST /token").getFirst().text();
    assertTrue(
        URLDecoder.decode(form, StandardCharsets.UTF_8)
            .startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion="));
    String[] parts = form.substring(form.lastIndexOf('=') + 1).split("\\.");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
    JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertEquals("a@films.iam.gserviceaccount.com", claims.path("iss").asString());
    assertEquals(upstream.url() + "/token", claims.path("aud").asString());
    assertEquals("Bearer " + KEY, upstream.requests(orders()).getFirst().header("Authorization"));
    assertEquals("", upstream.requests("POST /token").getFirst().header("Authorization"));
  }

  @Test
  void tokenIsRenewedBeforeItRunsOutAndAfterARefusal() {
    EngineJob running = accept();
    clock.advance(Duration.ofMinutes(54));
    poll(running, 200, "{\"name\":\"" + NAME + "\"}");
    assertEquals(1, upstream.requests("POST /token").size());
    clock.advance(Duration.ofMinutes(2));
    poll(running, 401, "{}");
    assertEquals(2, upstream.requests("POST /token").size());
    poll(running, 200, "{\"name\":\"" + NAME + "\"}");
    assertEquals(3, upstream.requests("POST /token").size());
  }

  @Test
  void refusedAccountPausesTheEngineAndNothingIsOrdered() {
    tokens(Reply.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"disabled\"}"));
    assertUnavailable(Scope.CREDENTIAL, engine.submit(job()));
    tokens(Reply.json(503, "{}"));
    assertUnavailable(Scope.ENGINE, engine.submit(job()));
    EngineJob running = ticket(NAME);
    assertInstanceOf(Progress.Unreadable.class, engine.poll(running));
    assertInstanceOf(Cancellation.Unreadable.class, engine.cancel(running));
    assertInstanceOf(Fetched.Again.class, engine.fetch(running, folder.resolve("1.mp4")));
    assertEquals(0, upstream.requests(orders()).size());
  }

  @Test
  void keyFileThatIsNoneIsRefusedWithoutRepeatingIt() {
    for (String bad :
        new String[] {
          "not json, secret",
          "{\"type\":\"authorized_user\",\"secret\":1}",
          "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"secret\"}",
          "{\"type\":\"service_account\",\"private_key\":\"secret\"}"
        }) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> ServiceAccount.of(bad));
      assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
    }
    assertFalse(account().toString().contains("PRIVATE"));
  }

  // --- Orders

  @Test
  void orderIsOneInstanceWithItsParameters() {
    upstream.on(orders(), accepted());
    engine.submit(job(new NativeFormat(1080, 1920, 8), picture(ImageFormat.PNG)));
    JsonNode sent = sent();
    assertEquals("a tram \"at\" dusk", sent.at("/instances/0/prompt").asString());
    assertEquals("AQID", sent.at("/instances/0/image/bytesBase64Encoded").asString());
    assertEquals("image/png", sent.at("/instances/0/image/mimeType").asString());
    assertEquals("9:16", sent.at("/parameters/aspectRatio").asString());
    assertEquals("1080p", sent.at("/parameters/resolution").asString());
    assertEquals(8, sent.at("/parameters/durationSeconds").asInt());
    assertEquals(1, sent.at("/parameters/sampleCount").asInt());
    assertTrue(sent.at("/parameters/generateAudio").booleanValue());
    assertTrue(sent.at("/parameters/storageUri").isMissingNode());
  }

  @Test
  void operationThatLeadsElsewhereIsNotATicket() {
    upstream.on(orders(), Reply.json(200, "{\"name\":\"projects/../../admin/operations/1\"}"));
    assertInstanceOf(Engine.Submission.Unknown.class, engine.submit(job()));
  }

  // --- Polls

  @Test
  void operationIsAskedForByAPostWithItsName() {
    EngineJob running = accept();
    assertInstanceOf(Progress.Running.class, poll(running, 200, "{\"name\":\"" + NAME + "\"}"));
    assertEquals(
        "{\"operationName\":\"" + NAME + "\"}", upstream.requests(questions()).getLast().text());
  }

  @Test
  void filteredFilmsAreRefusedContent() {
    EngineJob running = accept();
    assertFailed(
        Kind.CONTENT_REFUSED,
        poll(
            running,
            200,
            done(
                "\"response\":{\"raiMediaFilteredCount\":1,\"raiMediaFilteredReasons\":[\"58061214\"]}")));
    assertFailed(
        Kind.CONTENT_REFUSED,
        poll(
            running,
            200,
            done(
                "\"error\":{\"code\":3,\"message\":\"words that violate Vertex AI's usage guidelines\"}")));
    assertFailed(
        Kind.BROKEN,
        poll(running, 200, done("\"error\":{\"code\":13,\"message\":\"internal error\"}")));
    assertFailed(
        Kind.BROKEN,
        poll(running, 500, done("\"error\":{\"code\":13,\"message\":\"internal error\"}")));
    assertFailed(Kind.BROKEN, poll(running, 200, done("\"response\":{}")));
  }

  @Test
  void nothingCanBeStopped() {
    assertInstanceOf(Cancellation.Unsupported.class, engine.cancel(accept()));
  }

  // --- Films

  @Test
  void filmInsideOfTheAnswerIsCopiedHoweverLong() throws IOException {
    byte[] film = new byte[24 << 20];
    film[4] = 'f';
    String inside = Base64.getEncoder().encodeToString(film).replace("=", "\\u003d");
    EngineJob running = accept();
    Progress.Done done =
        assertInstanceOf(
            Progress.Done.class,
            poll(
                running,
                200,
                done("\"response\":{\"videos\":[{\"bytesBase64Encoded\":\"" + inside + "\"}]}")));
    EngineJob made = new EngineJob("job_1", done.made());
    assertTrue(made.ticket().value().length() < 500);
    assertInstanceOf(Fetched.Saved.class, engine.fetch(made, folder.resolve("1.mp4")));
    assertArrayEquals(film, Files.readAllBytes(folder.resolve("1.mp4")));
    poll(running, 404, "<html>no server</html>");
    assertInstanceOf(Fetched.Again.class, engine.fetch(made, folder.resolve("2.mp4")));
    poll(running, 404, "{}");
    assertInstanceOf(Fetched.Gone.class, engine.fetch(made, folder.resolve("2.mp4")));
  }

  @Test
  void filmInABucketIsReadFromThere() throws Exception {
    try (Engine stored =
        open(
            upstream.url(),
            clients(OutboundPolicy.publicOnly()),
            GeminiEngine.MODELS.shipped("veo-3.1"),
            Optional.of("gs://films/afterglow"))) {
      upstream.on(orders(), accepted());
      stored.submit(job());
      assertEquals("gs://films/afterglow/", sent().at("/parameters/storageUri").asString());
      upstream.on(
          "GET /storage/v1/b/films/o/afterglow%2F77%2Fsample_0.mp4", Reply.file(FILM, "\"1\""));
      EngineJob made = finish("gs://films/afterglow/77/sample_0.mp4");
      assertInstanceOf(Fetched.Saved.class, stored.fetch(made, folder.resolve("1.mp4")));
      assertArrayEquals(FILM, Files.readAllBytes(folder.resolve("1.mp4")));
      assertEquals("Bearer " + KEY, upstream.requests().getLast().header("Authorization"));
      EngineJob missing = finish("gs://films/none.mp4");
      upstream.on(
          "GET /storage/v1/b/films/o/none.mp4",
          refusal("<html>no server</html>"),
          refusal("No such object: films/none.mp4"),
          refusal("{\"error\":{\"code\":404}}"));
      assertInstanceOf(Fetched.Again.class, stored.fetch(missing, folder.resolve("2.mp4")));
      assertInstanceOf(Fetched.Gone.class, stored.fetch(missing, folder.resolve("2.mp4")));
      assertInstanceOf(Fetched.Gone.class, stored.fetch(missing, folder.resolve("2.mp4")));
    }
  }

  private static Reply refusal(String said) {
    return Reply.bytes(404, said.getBytes(StandardCharsets.UTF_8));
  }

  // --- Places

  @Test
  void omniIsAskedForInTheProject() throws Exception {
    try (Engine omni =
        open(
            upstream.url(),
            clients(OutboundPolicy.publicOnly()),
            GeminiEngine.MODELS.shipped("omni-1.2-flash"),
            Optional.of("gs://films/"))) {
      String orders = "POST /v1beta1/projects/films/locations/us-central1/interactions";
      upstream.on(
          orders, Reply.json(200, "{\"id\":\"projects/films/i/abc\",\"status\":\"queued\"}"));
      assertInstanceOf(Engine.Submission.Accepted.class, omni.submit(job()));
      assertTrue(
          upstream.requests(orders).getFirst().text().contains("\"gcs_uri\":\"gs://films/\""));
    }
  }

  @Test
  void eachModelHasItsAddress() throws Exception {
    VendorModel veo = GeminiEngine.MODELS.shipped("veo-3.1");
    VendorModel omni = GeminiEngine.MODELS.shipped("omni-1.2-flash");
    GoogleAccess project =
        new GoogleAccess.Project(
            account(), "films", "europe-west4", Optional.empty(), GoogleAccess.STORAGE);
    assertEquals(
        "https://europe-west4-aiplatform.googleapis.com",
        GeminiEngine.url(project, veo).toString());
    assertEquals("https://aiplatform.googleapis.com", GeminiEngine.url(project, omni).toString());
    assertEquals(
        "https://generativelanguage.googleapis.com",
        GeminiEngine.url(new GoogleAccess.ApiKey(KEY), omni).toString());
  }

  @Test
  void placesThatCannotBeAreRefused() {
    for (String[] bad :
        new String[][] {
          {"films/../x", "us-central1", "gs://films/"},
          {"films", "us/central1", "gs://films/"},
          {"films", "us-central1", "s3://films/"}
        }) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new GoogleAccess.Project(
                  account(), bad[0], bad[1], Optional.of(bad[2]), GoogleAccess.STORAGE));
    }
  }

  @Test
  void everyShippedModelCanBeRead() throws Exception {
    for (String name : GeminiEngine.MODELS.names()) {
      VendorModel model = GeminiEngine.MODELS.shipped(name);
      assertTrue(model.capabilities().covers(new NativeFormat(1280, 720, 8), true), name);
    }
  }
}
