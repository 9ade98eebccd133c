package dev.afterglow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's commands, on a data directory with and without a server. */
final class OperatorEndToEndTest {
  @TempDir Path folder;

  @Test
  void ordersGoToTheServerThatHoldsTheDirectory() throws Exception {
    try (Server server = start()) {
      assertTrue(Files.exists(data().resolve("admin.token")));
      String secret = soldKey();
      assertEquals(200, balance(server, secret).statusCode());
      assertTrue(balance(server, secret).body().contains("\"remain_balance\":5"));

      JsonNode keys = json("key", "list", "--owner", "Anna");
      assertEquals(0, run("key", "revoke", keys.at("/keys/0/id").asString()).code());
      assertEquals(401, balance(server, secret).statusCode());
      assertEquals(0, run("doctor").code());
    }
    assertFalse(Files.exists(data().resolve("admin.token")));
  }

  @Test
  void theSameCommandsWorkWhereNoServerRuns() throws Exception {
    String secret = soldKey();
    assertEquals(1, json("credit", "list", "Anna").path("entries").size());
    assertEquals(0, run("price", "set", "sora-2", "720p", "0.25").code());
    assertEquals(0, run("doctor").code());
    try (Server server = start()) {
      HttpResponse<String> answer = balance(server, secret);
      assertEquals(200, answer.statusCode(), answer::body);
      assertTrue(json("price", "list").toString().contains("\"micros_per_second\":250000"));
    }
  }

  @Test
  void keyForAModelThatDoesNotExistIsRefused() {
    assertEquals(0, run("owner", "create", "Anna").code());
    Outcome outcome = run("key", "create", "Anna", "--models", "sora-2,sora-3", "--lang", "en");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("'sora-3' (expected: sora-2, sora-2-pro)"), outcome.err());
    assertEquals(0, json("key", "list", "--owner", "Anna").path("keys").size());
    assertEquals(0, run("key", "create", "Anna", "--models", "sora-2,sora-2-pro").code());
  }

  @Test
  void doctorFindsWhatWasChangedBehindTheServersBack() throws Exception {
    soldKey();
    assertEquals(0, run("doctor").code());
    try (Connection intruder =
            DriverManager.getConnection("jdbc:sqlite:" + data().resolve("afterglow.db"));
        Statement sql = intruder.createStatement()) {
      assertThrows(
          SQLException.class, () -> sql.executeUpdate("update entry set amount_micros = 9000000"));
      sql.executeUpdate("drop trigger entry_is_never_changed");
      assertEquals(1, sql.executeUpdate("update entry set amount_micros = 9000000"));
    }

    Outcome closed = run("doctor", "--lang", "en");
    assertEquals(1, closed.code());
    assertTrue(closed.out().contains("balance"), closed.out());
    assertTrue(closed.out().contains("9000000"), closed.out());
    assertTrue(closed.out().contains("5000000"), closed.out());
    try (Server server = start()) {
      Outcome open = run("doctor", "--lang", "en");
      assertEquals(1, open.code(), () -> server.address() + ": " + open.err());
      assertEquals(closed.out(), open.out());
      assertEquals(1, run("doctor", "--json").code());
    }
  }

  @Test
  void aDirectoryHeldWithoutAnAdminFileIsNotTouched() throws Exception {
    try (Server server = start()) {
      Files.delete(data().resolve("admin.token"));
      Outcome outcome = run("owner", "list", "--lang", "en");
      assertEquals(2, outcome.code());
      assertTrue(outcome.err().contains("Try again in a moment"), outcome.err());
      assertTrue(server.address().getPort() > 0);
    }
  }

  @Test
  void noSecretIsFoundWhereItDoesNotBelong() throws Exception {
    String secret;
    StringBuilder told = new StringBuilder();
    try (Server server = start()) {
      secret = soldKey();
      String token = Files.readString(data().resolve("admin.token")).strip().split(" ")[1];
      String code = json("code", "create", "3").at("/codes/0/code").asString();
      for (List<String> words :
          List.of(
              List.of("key", "list", "--json"),
              List.of("key", "list"),
              List.of("owner", "list", "--json"),
              List.of("code", "list", "--json"),
              List.of("credit", "list", "Anna", "--json"),
              List.of("tasks", "list", "--json"),
              List.of("doctor", "--json"))) {
        Outcome outcome = run(words.toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome.err());
        told.append(outcome.out()).append(outcome.err());
      }
      told.append(balance(server, secret).body());
      told.append(balance(server, secret + "x").body());
      assertFalse(told.toString().contains(secret));
      assertFalse(told.toString().contains(token));
      assertFalse(told.toString().contains(code));
      assertTrue(told.toString().contains(secret.substring(secret.length() - 4)));
      assertEquals(List.of(), filesWith(secret));
      assertEquals(List.of(), filesWith(code));
      assertEquals(List.of(data().resolve("admin.token")), filesWith(token));
    }
    assertEquals(List.of(), filesWith(secret));
  }

  /** An owner with 5 dollars and a key; the key's secret. */
  private String soldKey() {
    assertEquals(0, run("owner", "create", "Anna", "--email", "anna@example.org").code());
    assertEquals(0, run("credit", "add", "Anna", "--usd", "5", "--reason", "paid").code());
    return json("key", "create", "Anna", "--name", "laptop").path("secret").asString();
  }

  private List<Path> filesWith(String canary) throws Exception {
    List<Path> found = new ArrayList<>();
    try (var files = Files.walk(data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(canary)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static HttpResponse<String> balance(Server server, String secret) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(server.address().resolve("/v1/user/balance"))
              .header("Authorization", "Bearer " + secret)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private Server start() throws Exception {
    Surroundings around = around();
    return Server.start(
        Start.settings(around, Optional.empty(), Map.of("server.port", "0"), around.language()),
        around);
  }

  private JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Outcome outcome = run(all.toArray(String[]::new));
    assertEquals(0, outcome.code(), outcome.err());
    return JsonMapper.shared().readTree(outcome.out());
  }

  private record Outcome(int code, String out, String err) {}

  private Outcome run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    int code = Main.commandLine(around(), terminal).execute(words);
    return new Outcome(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Surroundings around() {
    return new Surroundings(
        InstantSource.system(),
        System::nanoTime,
        new SecureRandom(),
        Map.of("AFTERGLOW_DATA_DIRECTORY", data().toString()),
        folder);
  }
}
