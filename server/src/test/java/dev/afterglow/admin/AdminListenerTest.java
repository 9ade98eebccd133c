package dev.afterglow.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminListenerTest {
  private static final Order ORDER = new OwnerOrder.Disable("o1");
  private static final Answer DONE = new Done(Orders.JSON.createObjectNode().put("id", "o1"));

  @TempDir Path data;
  private final List<Order> carriedOut = new CopyOnWriteArrayList<>();
  private Answer next = DONE;
  private AdminListener listener;

  @BeforeEach
  void start() throws Exception {
    listener =
        AdminListener.start(
            order -> {
              carriedOut.add(order);
              if (order instanceof OwnerOrder.List) {
                throw new IllegalStateException("select secret from owners");
              }
              return next;
            },
            data,
            new SecureRandom());
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  @Test
  void anOrderAndItsAnswerPassUnchanged() throws Exception {
    try (RemoteOperator remote = RemoteOperator.find(data).orElseThrow()) {
      assertEquals(DONE, remote.carryOut(ORDER));
      assertEquals(List.of(ORDER), carriedOut);
      next = Refused.because(Reason.BAD_VALUE, "name", "", "1 to 100 characters");
      assertEquals(next, remote.carryOut(ORDER));
    }
  }

  @Test
  void ordersArriveWhateverDigitsTheUsersLocaleHas() throws Exception {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try (RemoteOperator remote = RemoteOperator.find(data).orElseThrow()) {
      assertEquals(DONE, remote.carryOut(ORDER));
    } finally {
      Locale.setDefault(usual);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{}", "{\"error\":{\"type\":\"not_found\"}}", "[1]", "null"})
  void anotherProgramOnThePortOfAKilledServerIsToldPlainly(String said, @TempDir Path killed)
      throws Exception {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, 0);
          exchange.getResponseBody().write(said.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    other.start();
    new AdminFile(other.getAddress().getPort(), "t".repeat(43)).write(killed);
    try (RemoteOperator remote = RemoteOperator.find(killed).orElseThrow()) {
      UncheckedIOException fault =
          assertThrows(UncheckedIOException.class, () -> remote.carryOut(ORDER));
      assertTrue(
          fault.getCause().getMessage().startsWith("another program"), fault.getCause()::toString);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void withoutTheTokenNothingIsCarriedOut() throws Exception {
    for (String authorization : List.of("", "Bearer ", "Bearer " + "A".repeat(43), "Basic eDp5")) {
      assertEquals(401, post("owner.disable", authorization, "{\"owner\":\"o1\"}").statusCode());
    }
    assertEquals(List.of(), carriedOut);
  }

  @Test
  void ordersThatDoNotFitAreRefused() throws Exception {
    String authorization = "Bearer " + AdminFile.read(data).orElseThrow().token();
    assertEquals(400, post("owner.promote", authorization, "{}").statusCode());
    assertEquals(
        400,
        post("owner.disable", authorization, "{\"owner\":\"o1\",\"role\":\"admin\"}").statusCode());
    assertEquals(413, post("owner.disable", authorization, "x".repeat(70_000)).statusCode());
    assertEquals(List.of(), carriedOut);
  }

  @Test
  void aFailureTellsNothingOfTheInside() throws Exception {
    String authorization = "Bearer " + AdminFile.read(data).orElseThrow().token();
    HttpResponse<String> response = post("owner.list", authorization, "{}");
    assertEquals(500, response.statusCode());
    assertEquals("failed", Orders.JSON.readTree(response.body()).at("/error/type").asString());
    assertTrue(!response.body().contains("secret"), response.body());
  }

  @Test
  void aStoppedServerIsNotFound() throws Exception {
    AdminFile left = AdminFile.read(data).orElseThrow();
    listener.close();
    assertTrue(RemoteOperator.find(data).isEmpty(), "its file is gone");
    left.write(data);
    assertTrue(RemoteOperator.find(data).isEmpty(), "nobody listens");
  }

  private HttpResponse<String> post(String name, String authorization, String body)
      throws Exception {
    int port = AdminFile.read(data).orElseThrow().port();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/" + name))
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
