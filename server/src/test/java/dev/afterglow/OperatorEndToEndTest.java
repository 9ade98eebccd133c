package dev.afterglow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.afterglow.api.openapi.Conformity;
import dev.afterglow.cli.Startup;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.Environment;
import dev.afterglow.lifecycle.FatalErrors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's commands, on a data directory with and without a server. */
final class OperatorEndToEndTest {
  @TempDir Path folder;
  private final Conformity conformity = new Conformity();

  @AfterEach
  void everyAnswerWasAsDescribed() {
    conformity.assertNone();
  }

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
  void webhooksAreManagedWithAndWithoutAServer() throws Exception {
    assertEquals(0, run("owner", "create", "Anna").code());
    JsonNode made = json("webhook", "add", "Anna", "https://app.shop.org/in");
    String id = made.path("id").asString();
    assertTrue(made.path("secret").asString().startsWith("whsec_"), made::toString);
    Outcome bad = run("webhook", "add", "Anna", "http://10.0.0.1/", "--lang", "en");
    assertEquals(2, bad.code());
    assertTrue(bad.err().startsWith("URL does not accept \"http://10.0.0.1/\""), bad.err());
    assertEquals(2, run("webhook", "add", "Anna", "https://a.org", "--events", "x").code());
    assertEquals(1, run("webhook", "add", "Berta", "https://a.org").code());
    try (Server _ = start()) {
      JsonNode listed = json("webhook", "list", "--owner", "Anna").at("/endpoints/0");
      assertEquals(id, listed.path("id").asString());
      assertFalse(listed.has("secret"), listed::toString);
      assertEquals("disabled", json("webhook", "disable", id).path("status").asString());
      assertEquals("active", json("webhook", "enable", id).path("status").asString());
      assertFalse(
          json("webhook", "rotate", id).path("secret").equals(made.path("secret")), "a new one");
      assertEquals(1, run("webhook", "redeliver", "dlv_none").code());
      assertEquals(0, run("webhook", "deliveries").code());
      assertEquals(0, run("doctor").code());
      assertEquals(0, run("webhook", "remove", id).code());
      assertEquals(1, run("webhook", "remove", id).code());
    }
  }

  @Test
  void keyForAModelThatDoesNotExistIsRefused() {
    assertEquals(0, run("owner", "create", "Anna").code());
    Outcome outcome = run("key", "create", "Anna", "--models", "sora-2,sora-3", "--lang", "en");
    assertEquals(2, outcome.code());
    assertEquals(
        "--models does not accept \"sora-3\"; accepted: sora-2, sora-2-pro\n", outcome.err());
    assertEquals(0, json("key", "list", "--owner", "Anna").path("keys").size());
    assertEquals(0, run("key", "create", "Anna", "--models", "sora-2,sora-2-pro").code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          owner create own_1 | NAME 的值“own_1”无效，应为：1 到 100 个可见字符，且不以 own_ 开头
          owner create B --email b | --email 的值“b”无效，应为：邮箱地址，例如 name@example.com
          owner create B --language fr | --language 的值“fr”无效，应为：zh 或 en
          key create Anna --day-cap -1 | --day-cap 的值“-1.00”无效，应为：0.000001 到 1000000000.00 之间的金额（美元）
          key create Anna --running 0 | --running 的值“0”无效，应为：1 到 2147483647 之间的整数
          key create Anna --network 10.0.0.1/8 | --network 的值“10.0.0.1/8”无效，应为：网段，例如 10.0.0.0/8 或 2001:db8::/32（主机位须为 0），或单个 IP
          key create Anna --expires 2020-01-01 | --expires 的值“2020-01-01T00:00:00Z”无效，应为：晚于当前的时间
          credit add Anna --usd 0 --reason x | --usd 的值“0.00”无效，应为：金额（美元），正数充值，负数扣减，不能为 0
          credit add Anna --usd 1 --reason x --reference é | --reference 的值“é”无效，应为：1 到 100 个可打印 ASCII 字符（不含空格）
          price set sora-2 4k 1 | RESOLUTION 的值“4k”无效，应为：720p
          price set sora-2 720p 0 | USD 的值“0.00”无效，应为：0.000001 到 1000000000.00 之间的金额（美元）
          code create 1 --count 0 | --count 的值“0”无效，应为：1 到 1000 之间的整数
          tasks list --limit 101 | --limit 的值“101”无效，应为：1 到 100 之间的整数
          """)
  void aWrongValueIsNamedByItsOptionInTheCallersLanguage(String line, String answer) {
    assertEquals(0, run("owner", "create", "Anna").code());
    Outcome outcome = run((line + " --lang zh").split(" "));
    assertEquals(answer + "\n", outcome.err());
    assertEquals(2, outcome.code());
    assertEquals(0, json("key", "list").path("keys").size());
  }

  @Test
  void blankTextAndATakenNameAreRefused() {
    assertEquals(0, run("owner", "create", "Anna").code());
    Outcome taken = run("owner", "create", "Anna", "--lang", "zh");
    assertEquals("账户 Anna 已存在，未做任何更改。\n", taken.err());
    assertEquals(1, taken.code());
    assertEquals(
        "--name does not accept \"\"; accepted: 1 to 100 visible characters\n",
        run("key", "create", "Anna", "--name", "", "--lang", "en").err());
    assertEquals(
        "--reason does not accept \" \"; accepted: 1 to 200 characters, not all blank\n",
        run("credit", "add", "Anna", "--usd", "1", "--reason", " ", "--lang", "en").err());
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
    assertTrue(closed.out().contains("9.00 USD"), closed.out());
    assertTrue(closed.out().contains("5.00 USD"), closed.out());
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

  /** Of a killed server its file is left, and its port may be anybody's. */
  @Test
  void nothingIsSentToAProgramOnThePortOfAKilledServer() throws Exception {
    soldKey();
    AtomicInteger asked = new AtomicInteger();
    HttpServer stranger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    stranger.start();
    try {
      String left = stranger.getAddress().getPort() + " " + "t".repeat(43) + "\n";
      Files.writeString(data().resolve("admin.token"), left);
      String id = json("key", "list").at("/keys/0/id").asString();
      assertEquals(0, run("key", "revoke", id).code());
      assertEquals("revoked", json("key", "list").at("/keys/0/status").asString());
      assertEquals(0, asked.get());
      try (Server server = start()) {
        Files.writeString(data().resolve("admin.token"), left);
        Outcome told = run("owner", "disable", "Anna", "--lang", "en");
        assertEquals(2, told.code(), server.address() + told.out());
        assertTrue(told.err().contains("nothing was sent to it"), told.err());
        assertTrue(run("owner", "list", "--lang", "zh").err().contains("因此未发送任何内容"));
      }
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void aDamagedDatabaseIsToldInASentence() throws Exception {
    soldKey();
    Path file = data().resolve("afterglow.db");
    byte[] bytes = Files.readAllBytes(file);
    // page 1 holds the schema; without it nothing opens, and that is told at the start
    for (int i = bytes.length / 4; i < bytes.length; i++) {
      bytes[i] = (byte) 0xA5;
    }
    Files.write(file, bytes);
    for (String command : List.of("doctor", "owner list", "key list", "tasks list")) {
      Outcome told = run((command + " --lang en").split(" "));
      String said = told.out() + told.err();
      assertTrue(told.code() > 0, said);
      assertTrue(said.contains("damaged"), said);
      assertFalse(said.contains("\tat ") || said.contains("Exception"), said);
    }
  }

  @Test
  void tasksOfARevokedKeyAreStoppedByOneWord() throws Exception {
    String waiting;
    try (Server server = start()) {
      String secret = soldKey();
      waiting = submitted(server, secret);
      String id = json("key", "list", "--owner", "Anna").at("/keys/0/id").asString();
      JsonNode revoked = json("key", "revoke", id, "--cancel-tasks");
      assertEquals(
          List.of(waiting),
          revoked
              .at("/unfinished/cancelled")
              .valueStream()
              .map(task -> task.path("id").asString())
              .toList());
      assertEquals(401, balance(server, secret).statusCode());
    }
    assertEquals(0, run("doctor").code());
    JsonNode again = json("tasks", "cancel", waiting);
    assertFalse(again.at("/tasks/0/outcome").asString().equals("not_found"), again::toString);
    assertEquals(1, run("tasks", "cancel", "task_0000000000000000000000000A").code());
  }

  private static String submitted(Server server, String secret) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.address().resolve("/v1/videos/generations"))
                  .header("Authorization", "Bearer " + secret)
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"model\":\"sora-2\",\"prompt\":\"sea\",\"duration\":20}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer::body);
      return JsonMapper.shared().readTree(answer.body()).at("/data/0/task_id").asString();
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
    Environment around = around();
    return Server.start(
        Startup.settings(around, Optional.empty(), Map.of("server.port", "0"), around.language()),
        around,
        FatalErrors.logged(),
        conformity);
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

  private Environment around() {
    return new Environment(
        InstantSource.system(),
        System::nanoTime,
        new SecureRandom(),
        Map.of("AFTERGLOW_DATA_DIRECTORY", data().toString()),
        folder);
  }
}
