package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.http.Headers;
import com.openai.errors.BadRequestException;
import com.openai.errors.InvalidWebhookSignatureException;
import com.openai.errors.NotFoundException;
import com.openai.models.videos.VideoCreateParams;
import com.openai.models.videos.VideoSeconds;
import com.openai.models.webhooks.WebhookCreateParams;
import com.openai.models.webhooks.WebhookEndpoint;
import com.openai.models.webhooks.WebhookEndpointWithSecret;
import com.openai.models.webhooks.WebhookListParams;
import com.openai.models.webhooks.WebhookRotateSecretParams;
import com.openai.models.webhooks.WebhookTestParams;
import com.openai.models.webhooks.WebhookUpdateParams;
import com.openai.models.webhooks.WebhookVerificationParams;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.net.ScriptedUpstream.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ends of tasks that are told to receivers on this machine by a whole server, as OpenAI's own
 * clients register and verify them. Those for Node and Python run where {@code TEST_OPENAI_NODE}
 * and {@code TEST_OPENAI_PYTHON} name folders into which they were installed.
 */
@SuppressWarnings("deprecation") // the clients mark what OpenAI has removed
final class WebhooksEndToEndTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path data;
  private static ScriptedUpstream receiver;
  private static RunningServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    receiver = ScriptedUpstream.start();
    server =
        RunningServer.start(
            data,
            Map.of(
                "bootstrap.credit", "1000",
                "webhooks.allowed-networks", "127.0.0.0/8",
                "webhooks.allowed-ports", Integer.toString(receiver.port())));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    receiver.close();
  }

  @Test
  void theClientForJavaRegistersTestsAndVerifies() throws Exception {
    receiver.on("POST /java", Reply.status(204));
    OpenAIClient client = OpenAiClients.java(server);
    try {
      WebhookEndpointWithSecret made =
          client
              .webhooks()
              .create(
                  WebhookCreateParams.builder()
                      .name("films")
                      .url(receiver.url() + "/java")
                      .addEventType(WebhookCreateParams.EventType.VIDEO_COMPLETED)
                      .build());
      made.validate();
      WebhookEndpoint known = client.webhooks().retrieve(made.id());
      known.validate();
      assertEquals(List.of("video.completed"), known.eventTypes());
      assertEquals(made.signingSecretHint(), known.signingSecretHint());
      assertTrue(
          client.webhooks().list(WebhookListParams.builder().limit(1).build()).autoPager().stream()
              .anyMatch(one -> one.id().equals(made.id())));
      assertEquals(
          204,
          client
              .webhooks()
              .test(
                  WebhookTestParams.builder()
                      .webhookEndpointId(made.id())
                      .eventType(WebhookTestParams.EventType.VIDEO_FAILED)
                      .build())
              .validate()
              .statusCode());
      verify(client, receiver.requests("POST /java").getLast(), made.signingSecret());

      String video =
          client
              .videos()
              .create(VideoCreateParams.builder().prompt("waves").seconds(VideoSeconds._4).build())
              .id();
      Request told = await("POST /java", request -> request.text().contains(video));
      verify(client, told, made.signingSecret());
      JsonNode event = JSON.readTree(told.text());
      assertEquals("video.completed", event.path("type").asString());
      assertEquals(video, event.at("/data/id").asString());
      assertThrows(
          InvalidWebhookSignatureException.class, () -> verify(client, told, "whsec_c2VjcmV0"));

      WebhookEndpointWithSecret next =
          client
              .webhooks()
              .rotateSecret(
                  WebhookRotateSecretParams.builder()
                      .webhookEndpointId(made.id())
                      .keepOldSecretActiveFor24Hours(true)
                      .build());
      next.validate();
      assertFalse(next.signingSecret().equals(made.signingSecret()));
      WebhookEndpoint renamed =
          client
              .webhooks()
              .update(WebhookUpdateParams.builder().webhookEndpointId(made.id()).name("x").build());
      assertEquals("x", renamed.name());
      assertTrue(client.webhooks().delete(made.id()).deleted());
      assertThrows(NotFoundException.class, () -> client.webhooks().retrieve(made.id()));
      assertThrows(
          BadRequestException.class,
          () ->
              client
                  .webhooks()
                  .create(
                      WebhookCreateParams.builder()
                          .name("inside")
                          .url("http://10.0.0.1/")
                          .addEventType(WebhookCreateParams.EventType.BATCH_COMPLETED)
                          .build()));
    } finally {
      client.close();
    }
  }

  private static void verify(OpenAIClient client, Request told, String secret) {
    Headers.Builder headers = Headers.builder();
    told.headers().forEach(headers::put);
    WebhookVerificationParams said =
        WebhookVerificationParams.builder()
            .payload(told.text())
            .headers(headers.build())
            .secret(secret)
            .build();
    client.webhooks().verifySignature(said);
    client.webhooks().unwrap(said);
  }

  @Test
  void theClientForNodeRegistersAndUnwraps() throws Exception {
    OpenAiClients.linkNodePackages(folder, "TEST_OPENAI_NODE", "openai");
    run("node", "webhooks.mjs");
  }

  @Test
  void theClientForPythonRegistersAndUnwraps() throws Exception {
    OpenAiClients.installed("TEST_OPENAI_PYTHON", "openai");
    run("python3", "webhooks.py");
  }

  @Test
  void requestsOwnWebhookIsToldTheTaskAsTheContractShowsIt() throws Exception {
    receiver.on("POST /own/callback", Reply.status(500), Reply.status(200));
    HttpResponse<String> answer =
        post(
            "/v1/videos/generations?language=zh",
            "{\"model\": \"sora-2\", \"prompt\": \"snow\", \"webhook\": \""
                + receiver.url()
                + "/own/\", \"language\": \"en\"}");
    assertEquals(200, answer.statusCode(), answer.body());
    String task = JSON.readTree(answer.body()).at("/data/0/task_id").asString();
    await("POST /own/callback", request -> request.text().contains(task));
    long end = System.nanoTime() + OpenAiClients.PATIENCE.toNanos();
    while (receiver.requests("POST /own/callback").size() < 2) {
      assertTrue(System.nanoTime() < end, "not tried again");
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    List<Request> told = receiver.requests("POST /own/callback");
    assertEquals(told.get(0).text(), told.get(1).text());
    assertEquals(told.get(0).header("webhook-id"), told.get(1).header("webhook-id"));
    JsonNode body = JSON.readTree(told.get(0).text());
    JsonNode asked =
        JSON.readTree(server.get("/v1/tasks/" + task, RunningServer.KEY).body()).path("data");
    assertEquals(asked, body, "what the query shows, without its envelope");
    assertEquals("completed", body.path("status").asString());
    String link = body.at("/result/videos/0/url/0").asString();
    assertEquals(
        200,
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(link)).build(),
                HttpResponse.BodyHandlers.discarding())
            .statusCode());
    JsonNode log =
        JSON.readTree(server.get("/v1/webhook_deliveries?video=" + task, RunningServer.KEY).body());
    assertEquals("delivered", log.at("/data/0/state").asString(), log::toString);
    assertEquals(2, log.at("/data/0/attempts").intValue());
  }

  @Test
  void webhookThatMayNotBeCalledCostsNothing() throws Exception {
    String before = newestTask();
    for (String bad : List.of("http://10.0.0.1/", "http://127.0.0.1:22/", "ftp://a.org", "a b")) {
      for (String path : List.of("/v1/videos/generations", "/v1/video/generations")) {
        HttpResponse<String> answer =
            post(
                path,
                "{\"model\": \"sora-2\", \"prompt\": \"snow\", \"webhook\": \"" + bad + "\"}");
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("webhook"), answer.body());
      }
    }
    assertEquals(before, newestTask(), "no task was accepted");
  }

  @Test
  void endpointsAreRefusedInOpenAisWords() throws Exception {
    for (Map.Entry<String, String> one :
        Map.of(
                "{}", "name",
                "{\"name\": \"a\"}", "url",
                "{\"name\": \"a\", \"url\": \"https://a.org\"}", "event_types",
                "{\"name\": \"a\", \"url\": \"https://a.org\", \"event_types\": [\"x\"]}",
                    "event_types",
                "{\"name\": \"a\", \"url\": \"nowhere\", \"event_types\": [\"video.failed\"]}",
                    "url",
                "{\"name\": \"\\n\"}", "name",
                "{\"secret\": \"a\"}", "secret")
            .entrySet()) {
      HttpResponse<String> answer = post("/v1/webhook_endpoints", one.getKey());
      assertEquals(400, answer.statusCode(), answer.body());
      assertEquals(
          one.getValue(), JSON.readTree(answer.body()).at("/error/param").asString(), one.getKey());
    }
    assertEquals(400, post("/v1/webhook_endpoints", "[]").statusCode());
    assertEquals(
        400, server.get("/v1/webhook_deliveries?state=lost", RunningServer.KEY).statusCode());
    assertEquals(400, server.get("/v1/webhook_deliveries?limit=0", RunningServer.KEY).statusCode());
  }

  private static String newestTask() throws Exception {
    HttpResponse<String> tasks = server.get("/v1/tasks?limit=1", RunningServer.KEY);
    assertEquals(200, tasks.statusCode(), tasks.body());
    return JSON.readTree(tasks.body()).at("/data/0/id").asString("none");
  }

  private static HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Authorization", "Bearer " + RunningServer.KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Request await(String what, Predicate<Request> wanted) {
    long end = System.nanoTime() + OpenAiClients.PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (Request request : receiver.requests(what)) {
        if (wanted.test(request)) {
          return request;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    throw new AssertionError("nothing came: " + what);
  }

  /** The script finds in a file what the receiver was told last. */
  private void run(String program, String script) throws Exception {
    receiver.on(
        "POST /" + program,
        request -> {
          try {
            Files.write(
                folder.resolve("told.json"),
                JSON.writeValueAsBytes(
                    Map.of("headers", request.headers(), "body", request.text())));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return Reply.status(200);
        });
    OpenAiClients.run(
        server, folder, Map.of("HOOK_URL", receiver.url() + "/" + program), program, script);
  }
}
