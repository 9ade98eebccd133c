package dev.afterglow.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.afterglow.admin.AdminResult.Done;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AdminListenerTest {
  private static final AdminCommand COMMAND = new OwnerCommand.Enable("o1");
  private static final AdminResult DONE =
      new Done(AdminProtocol.JSON.createObjectNode().put("id", "o1"));
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path data;
  private final List<AdminCommand> executed = new CopyOnWriteArrayList<>();
  private AdminResult next = DONE;
  private AdminListener listener;

  @BeforeEach
  void start() throws Exception {
    listener =
        AdminListener.start(
            command -> {
              executed.add(command);
              if (command instanceof OwnerCommand.ListOwners) {
                throw new IllegalStateException("select secret from owners");
              }
              return next;
            },
            data,
            RANDOM,
            System::nanoTime);
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  @Test
  void aCommandAndItsResultPassUnchanged() throws Exception {
    AdminClient client = AdminClient.find(data, RANDOM).orElseThrow();
    assertEquals(DONE, client.execute(COMMAND));
    assertEquals(List.of(COMMAND), executed);
    next = new Refusal.BadValue("name", "", new Accepted.Form(Accepted.Kind.OWNER_NAME));
    assertEquals(next, client.execute(COMMAND));
  }

  @Test
  void commandsArriveWhateverDigitsTheUsersLocaleHas() throws Exception {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try {
      AdminClient client = AdminClient.find(data, RANDOM).orElseThrow();
      assertEquals(DONE, client.execute(COMMAND));
    } finally {
      Locale.setDefault(usual);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"proof\":\"\"}",
        "{\"proof\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"proof\":7}",
        "[1]",
        "null"
      })
  void anotherProgramOnThePortOfAKilledServerIsSentNothing(String said, @TempDir Path killed)
      throws Exception {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          String head = exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet();
          heard.write(head.getBytes(StandardCharsets.UTF_8));
          exchange.getRequestBody().transferTo(heard);
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(said.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    other.start();
    String token = "t".repeat(43);
    new AdminFile(other.getAddress().getPort(), token).write(killed);
    try {
      ForeignServerOnPort told =
          assertThrows(ForeignServerOnPort.class, () -> AdminClient.find(killed, RANDOM));
      assertEquals(other.getAddress().getPort(), told.port());
    } finally {
      other.stop(0);
    }
    String all = heard.toString(StandardCharsets.UTF_8);
    assertTrue(all.startsWith("/proof?challenge="), all);
    assertTrue(!all.contains(token) && !all.contains("Authorization"), all);
  }

  @Test
  void aProgramThatTakesThePortBetweenProofAndCommandGetsNothing(@TempDir Path taken)
      throws Exception {
    AdminFile real = AdminFile.read(data).orElseThrow();
    try (Impostor impostor = Impostor.onceInFrontOf(real.port())) {
      new AdminFile(impostor.port(), real.token()).write(taken);
      AdminClient client = AdminClient.find(taken, RANDOM).orElseThrow();
      UncheckedIOException told =
          assertThrows(UncheckedIOException.class, () -> client.execute(COMMAND));
      assertInstanceOf(ForeignServerOnPort.class, told.getCause());
      assertTrue(impostor.heard().startsWith("GET /proof?challenge="), impostor::heard);
      assertTrue(!impostor.heard().contains(real.token()), impostor::heard);
      assertTrue(!impostor.heard().contains("owner.enable"), impostor::heard);
    }
    assertEquals(List.of(), executed);
  }

  @Test
  void aServerThatStoppedSinceIsToldApartFromAnUnknownFate() throws Exception {
    AdminClient client = AdminClient.find(data, RANDOM).orElseThrow();
    listener.close();
    UncheckedIOException told =
        assertThrows(UncheckedIOException.class, () -> client.execute(COMMAND));
    assertInstanceOf(ConnectException.class, told.getCause());
  }

  @Test
  void aProgramThatRepeatsAnEarlierProofIsAStranger() throws Exception {
    AdminSecret secret = AdminFile.read(data).orElseThrow().secret();
    String first = AdminSecret.challenge(RANDOM);
    String second = AdminSecret.challenge(RANDOM);
    assertNotEquals(first, second);
    assertTrue(secret.proves(first, secret.proof(first)));
    assertTrue(!secret.proves(second, secret.proof(first)));
    assertTrue(!AdminSecret.draw(RANDOM).proves(first, secret.proof(first)));
  }

  @Test
  void aProgramThatIsNoWebServerIsAStranger(@TempDir Path killed) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answering =
          Thread.ofVirtual()
              .start(() -> {
                try (var connection = other.accept()) {
                  connection
                      .getOutputStream()
                      .write("220 mail\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      new AdminFile(other.getLocalPort(), "t".repeat(43)).write(killed);
      assertThrows(ForeignServerOnPort.class, () -> AdminClient.find(killed, RANDOM));
      answering.join();
    }
  }

  @Test
  void withoutTheTokenNothingIsExecuted() throws Exception {
    for (String authorization : List.of("", "Bearer ", "Bearer " + "A".repeat(43), "Basic eDp5")) {
      assertEquals(401, post("owner.enable", authorization, "{\"owner\":\"o1\"}").statusCode());
    }
    assertEquals(List.of(), executed);
  }

  @Test
  void commandsThatDoNotFitAreRefused() throws Exception {
    String authorization = AdminFile.read(data).orElseThrow().secret().authorization();
    assertEquals(400, post("owner.promote", authorization, "{}").statusCode());
    assertEquals(
        400,
        post("owner.enable", authorization, "{\"owner\":\"o1\",\"role\":\"admin\"}").statusCode());
    HttpResponse<String> large = post("owner.enable", authorization, "x".repeat(70_000));
    assertEquals(413, large.statusCode());
    assertEquals(
        Optional.of(new Refusal.Unreadable()),
        AdminProtocol.refusal(large.body().getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of(), executed);
  }

  /** The answer must reach whoever still sends; closing at once would reset it away. */
  @Test
  void bodiesThatAreFarTooLargeAreAnsweredEveryTime() throws Exception {
    String authorization = AdminFile.read(data).orElseThrow().secret().authorization();
    for (int i = 0; i < 20; i++) {
      assertEquals(
          413, post("owner.enable", authorization, "x".repeat(2 << 20)).statusCode(), "try " + i);
    }
  }

  @Test
  void noWebPageMayAsk() throws Exception {
    int port = AdminFile.read(data).orElseThrow().port();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> preflight =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + port + "/commands/owner.list"))
                  .header("Origin", "https://example.com")
                  .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertTrue(
          preflight.headers().firstValue("Access-Control-Allow-Origin").isEmpty(),
          preflight::toString);
    }
  }

  @Test
  void aFailureTellsNothingOfTheInside() throws Exception {
    String authorization = AdminFile.read(data).orElseThrow().secret().authorization();
    HttpResponse<String> response = post("owner.list", authorization, "{}");
    assertEquals(500, response.statusCode());
    assertEquals(
        "failed", AdminProtocol.JSON.readTree(response.body()).at("/error/type").asString());
    assertTrue(!response.body().contains("secret"), response.body());
  }

  @Test
  void aStoppedServerIsNotFound() throws Exception {
    AdminFile left = AdminFile.read(data).orElseThrow();
    listener.close();
    assertTrue(AdminClient.find(data, RANDOM).isEmpty(), "its file is gone");
    left.write(data);
    assertTrue(AdminClient.find(data, RANDOM).isEmpty(), "nobody listens");
  }

  private HttpResponse<String> post(String name, String authorization, String body)
      throws Exception {
    int port = AdminFile.read(data).orElseThrow().port();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/commands/" + name))
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
