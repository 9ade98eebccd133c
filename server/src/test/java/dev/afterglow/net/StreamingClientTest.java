package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.net.StreamingClient.Answer;
import dev.afterglow.net.StreamingClient.Body;
import dev.afterglow.net.StreamingClient.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamingClientTest {
  private ScriptedUpstream server;
  private StreamingClient client;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedUpstream.start();
    client = new StreamingClient(Optional.empty(), Authorities.platform(), new SystemResolver());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void whatIsSaidGoesOutAsItIs() throws Exception {
    server.on("PUT /b/k?partNumber=1", Reply.status(200));
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    Answer answer =
        client
            .prepare(
                new Request(
                    "PUT",
                    server.url(),
                    "/b/k?partNumber=1",
                    Map.of("X-Signed", List.of("yes"), "Content-Length", List.of("7")),
                    Optional.of(new Body(bytes.length, () -> new ByteArrayInputStream(bytes)))))
            .send();
    assertEquals(200, answer.status());
    ScriptedUpstream.Request seen = server.requests("PUT /b/k").getFirst();
    assertEquals("/b/k?partNumber=1", seen.path());
    assertArrayEquals(bytes, seen.body());
  }

  @Test
  void anAnswerIsReadAsItComesAndMayBeLeft() throws Exception {
    server.on("GET /a", Reply.json(200, "x".repeat(500_000)));
    for (int i = 0; i < 3; i++) {
      Answer answer = get("/a");
      try (InputStream body = answer.body().orElseThrow()) {
        assertEquals('x', body.read());
      }
    }
    try (InputStream body = get("/a").body().orElseThrow()) {
      assertEquals(500_000, body.readAllBytes().length);
    }
  }

  @Test
  void whoAbortsGetsNoAnswer() {
    StreamingClient.Call call = client.prepare(request("/a"));
    call.abort();
    assertThrows(IOException.class, call::send);
  }

  @Test
  void privateAuthoritiesAndProxiesAreTheOperatorsWord(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.make(folder, "ip:127.0.0.1");
    try (ScriptedUpstream secured = ScriptedUpstream.start(certificates.server());
        ScriptedProxy proxy = ScriptedProxy.leadingTo(secured.port());
        StreamingClient through =
            new StreamingClient(
                Optional.of(HttpProxy.parse("http://127.0.0.1:" + proxy.port())),
                Authorities.with(certificates.pem()),
                new SystemResolver())) {
      secured.on("GET /a", Reply.json(200, "{}"));
      Request request = new Request("GET", secured.url(), "/a", Map.of(), Optional.empty());
      assertEquals(200, through.prepare(request).send().status());
      assertEquals("CONNECT 127.0.0.1:" + secured.port() + " HTTP/1.1", proxy.heads().getFirst());
      assertThrows(IOException.class, () -> client.prepare(request).send());
    }
  }

  @Test
  void nobodyThereIsAFault() {
    assertThrows(
        IOException.class,
        () ->
            client
                .prepare(
                    new Request(
                        "GET", URI.create("http://127.0.0.1:1"), "/", Map.of(), Optional.empty()))
                .send());
  }

  private Answer get(String resource) throws IOException {
    Answer answer = client.prepare(request(resource)).send();
    assertTrue(answer.headers().containsKey("content-length") || answer.body().isPresent());
    return answer;
  }

  private Request request(String resource) {
    return new Request("GET", server.url(), resource, Map.of(), Optional.empty());
  }
}
