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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
          owner create own_1 | NAME 不接受“own_1”；可接受：1 到 100 个可见字符，且不以 own_ 开头
          owner create B --email b | --email 不接受“b”；可接受：邮箱地址，例如 name@example.com
          owner create B --language fr | --language 不接受“fr”；可接受：zh 或 en
          key create Anna --day-cap -1 | --day-cap 不接受“-1.00”；可接受：0.000001 到 1000000000.00 之间的美元金额
          key create Anna --running 0 | --running 不接受“0”；可接受：1 到 2147483647 之间的整数
          key create Anna --network 10.0.0.1/8 | --network 不接受“10.0.0.1/8”；可接受：网段，例如 10.0.0.0/8 或 2001:db8::/32（斜杠位数之后的位须为 0），或单个地址
          key create Anna --expires 2020-01-01 | --expires 不接受“2020-01-01T00:00:00Z”；可接受：尚未过去的时间
          credit add Anna --usd 0 --reason x | --usd 不接受“0.00”；可接受：要加的美元，负数为扣除，不能是 0
          credit add Anna --usd 1 --reason x --reference é | --reference 不接受“é”；可接受：1 到 100 个可见 ASCII 字符，不含空格
          price set sora-2 4k 1 | RESOLUTION 不接受“4k”；可接受：720p
          price set sora-2 720p 0 | USD 不接受“0.00”；可接受：0.000001 到 1000000000.00 之间的美元金额
          code create 1 --count 0 | --count 不接受“0”；可接受：1 到 1000 之间的整数
          tasks list --limit 101 | --limit 不接受“101”；可接受：1 到 100 之间的整数
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
    assertEquals("已有账户 Anna；什么都没有改变。\n", taken.err());
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
