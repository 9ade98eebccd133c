package dev.afterglow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.ip.Cidr;
import dev.afterglow.log.LogLevel;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsReaderTest {
  @TempDir Path directory;

  @Test
  void keyThatOneFileGivesInTwoSpellingsIsRefused() throws IOException {
    write("server.port: 1\nserver:\n  port: 2\n");
    SettingsRefused refusal = refusal(Map.of());
    String file = directory.resolve("afterglow.yaml").toString();
    assertEquals(
        List.of("server.port (" + file + "): given more than once"), refusal.lines(Language.EN));
    assertEquals(List.of("server.port（" + file + "）：配置项重复"), refusal.lines(Language.ZH));
  }

  @Test
  void fileThatCannotBeReadIsToldInChineseToo() throws IOException {
    write("- a\n- b\n");
    assertTrue(refusal(Map.of()).lines(Language.ZH).getFirst().contains("内容应为键值对"));
    write("server:\n  port: [\n");
    assertTrue(refusal(Map.of()).lines(Language.ZH).getFirst().contains("行有 YAML 语法错误（"));
    write("server.port: 1\nserver.port: 2\n");
    String twice = refusal(Map.of()).lines(Language.ZH).getFirst();
    assertTrue(twice.endsWith("行的配置项 server.port 重复"), twice);
  }

  @Test
  void everyDefaultIsWhatTheTableSays() throws Exception {
    assertEquals(
        new Settings(
            new Settings.Listen(
                "127.0.0.1", 8080, Optional.empty(), List.of(), Duration.ofSeconds(30)),
            new Settings.Storage(Path.of("./data"), 1L << 30),
            Optional.empty(),
            new Settings.Tasks(
                5, 1_000, 100_000, Duration.ofHours(24), Duration.ofHours(24), false),
            new Settings.Limits(6_000, 12_000, 60, 1_200),
            new Settings.Capacity(0, 0, 0, 8_192, 0),
            new Settings.Events(
                0, 1_000, Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(15)),
            new Settings.Images(List.of(), List.of(), 1L << 30, 1L << 30),
            new Settings.OpenAi(false),
            new Settings.Files(200L << 20, 1L << 30, 1_000),
            new Settings.Batches(50_000, 20, 3),
            new Settings.Webhooks(
                10,
                32,
                Duration.ofSeconds(15),
                Duration.ofHours(24),
                Duration.ofDays(5),
                Duration.ofDays(7),
                List.of(),
                List.of()),
            new Settings.Preview(1, false),
            new Settings.Finishing(1.05, true, 1, Duration.ofMinutes(10), 2L << 30),
            new Settings.Bootstrap(Optional.empty(), 100_000_000),
            new Settings.Metrics(Optional.empty()),
            new Settings.Tracing(Optional.empty(), Optional.empty(), 1, false, false),
            new Settings.Audit(Duration.ofMinutes(15)),
            new Settings.Console(Duration.ofDays(7), Duration.ofDays(1)),
            Optional.empty(),
            LogLevel.INFO,
            new Settings.Fleet(
                Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(15)),
            List.of(),
            new ModelSettings(Map.of()),
            read(Map.of(), Map.of()).inForce()),
        read(Map.of(), Map.of()));
  }

  @Test
  void everyKeyReachesItsPlace() throws Exception {
    Files.writeString(directory.resolve("db.password"), "s3cret\n");
    write(
        """
        server:
          host: 0.0.0.0
          port: 9000
          public-url: https://video.example.com/films
          trusted-proxies: [10.0.0.0/8, "::1"]
          drain: 2m
        data:
          directory: /srv/afterglow
          minimum-free: 512MiB
          shared: /srv/shared
        database: "postgresql://${DB_USER}@db:6432/films?sslmode=require"
        database-password-file: db.password
        fleet: {lease: 20s}
        tasks:
          running-per-key: 7
          waiting-per-owner: 8
          waiting-in-all: 9
          longest-wait: 90m
          engine-deadline: 2d
          show-engine: true
        limits:
          per-key: 1
          per-owner: 2
          wrong-keys-per-address: 3
          open-per-address: 4
          connections: 5
          requests: 6
          streams: 7
          stream-pace: 8
          body-memory: 9MiB
        events:
          places: 10
          places-per-key: 11
          longest-wait: 12s
          longest-stream: 13m
          heartbeat: 14s
        images:
          allowed-networks: 192.168.0.0/16
          allowed-ports: [8000, 9000]
          uploads-per-owner: 2GiB
          pictures-per-owner: 0
        webhooks:
          endpoints-per-owner: 3
          concurrency: 4
          timeout: 5s
          retry-for: 6h
          disable-after: 7d
          keep: 8d
          allowed-networks: 10.1.0.0/16
          allowed-ports: 8443
        preview: {concurrency: 2, caption: true}
        bootstrap: {key: sk-0123456789abcdefghij, credit: 0.25}
        metrics: {token: a-token-of-metrics}
        audit: {interval: off}
        console: {session-life: 9h, session-idle: 20m}
        openid:
          issuer: https://id.example.com/
          client-id: afterglow
          client-secret: a-secret
          name: Example
          domains: [Example.com, example.org]
          sign-up: true
        finishing: {max-upscale: 1.5, stills: false, children: 3, time: 5m, memory: 1GiB}
        log: {level: debug}
        """);
    assertEquals(
        new Settings(
            new Settings.Listen(
                "0.0.0.0",
                9000,
                Optional.of(URI.create("https://video.example.com/films")),
                List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1")),
                Duration.ofMinutes(2)),
            new Settings.Storage(Path.of("/srv/afterglow"), 512L << 20),
            Optional.empty(),
            new Settings.Tasks(7, 8, 9, Duration.ofMinutes(90), Duration.ofDays(2), true),
            new Settings.Limits(1, 2, 3, 4),
            new Settings.Capacity(5, 6, 7, 8, 9L << 20),
            new Settings.Events(
                10, 11, Duration.ofSeconds(12), Duration.ofMinutes(13), Duration.ofSeconds(14)),
            new Settings.Images(
                List.of(Cidr.parse("192.168.0.0/16")), List.of(8000, 9000), 2L << 30, 0),
            new Settings.OpenAi(false),
            new Settings.Files(200L << 20, 1L << 30, 1_000),
            new Settings.Batches(50_000, 20, 3),
            new Settings.Webhooks(
                3,
                4,
                Duration.ofSeconds(5),
                Duration.ofHours(6),
                Duration.ofDays(7),
                Duration.ofDays(8),
                List.of(Cidr.parse("10.1.0.0/16")),
                List.of(8443)),
            new Settings.Preview(2, true),
            new Settings.Finishing(1.5, false, 3, Duration.ofMinutes(5), 1L << 30),
            new Settings.Bootstrap(Optional.of(new Secret("sk-0123456789abcdefghij")), 250_000),
            new Settings.Metrics(Optional.of(new Secret("a-token-of-metrics"))),
            new Settings.Tracing(Optional.empty(), Optional.empty(), 1, false, false),
            new Settings.Audit(Duration.ZERO),
            new Settings.Console(Duration.ofHours(9), Duration.ofMinutes(20)),
            Optional.of(
                new Settings.OpenId(
                    "https://id.example.com/",
                    "afterglow",
                    Optional.of(new Secret("a-secret")),
                    "Example",
                    List.of("example.com", "example.org"),
                    true,
                    Optional.empty())),
            LogLevel.DEBUG,
            new Settings.Fleet(
                Optional.of(new Secret("postgresql://ann@db:6432/films?sslmode=require")),
                Optional.of(new Secret("s3cret")),
                Optional.of(Path.of("/srv/shared")),
                Duration.ofSeconds(20)),
            List.of(),
            new ModelSettings(Map.of()),
            read(Map.of("DB_USER", "ann"), Map.of()).inForce()),
        read(Map.of("DB_USER", "ann"), Map.of()));
  }

  @Test
  void optionsBeatVariablesBeatTheFile() throws Exception {
    write("server: {port: 1, host: file}\nlog: {level: error}");
    Settings settings =
        read(
            Map.of("AFTERGLOW_SERVER_PORT", "2", "AFTERGLOW_SERVER_HOST", "variable"),
            Map.of("server.port", "3"));
    assertEquals(3, settings.listen().port());
    assertEquals("variable", settings.listen().host());
    assertEquals(LogLevel.ERROR, settings.logLevel());
  }

  @Test
  void allProblemsAreToldAtOnce() throws Exception {
    write("server: {port: 99999}\nservr: {host: x}\ntasks: {longest-wait: 24}");
    assertEquals(
        List.of(
            "servr.host (%s): there is no such setting; did you mean server.host?"
                .formatted(file()),
            "AFTERGLOW_SERVER_PROT: there is no such setting; did you mean AFTERGLOW_SERVER_PORT?",
            "server.port (%s): \"99999\" is not accepted; write a whole number from 0 to 65535"
                .formatted(file()),
            ("tasks.longest-wait (%s): \"24\" is not accepted; write a duration from 1m to 30d,"
                    + " such as 500ms, 30s, 5m, 24h or 7d")
                .formatted(file())),
        refusal(Map.of("AFTERGLOW_SERVER_PROT", "1")).lines(Language.EN));
  }

  @Test
  void problemsAreToldInChineseToo() throws Exception {
    write("preview: {caption: maybe}");
    assertEquals(
        List.of("preview.caption（%s）：“maybe”无效，应为：true 或 false".formatted(file())),
        refusal(Map.of()).lines(Language.ZH));
  }

  @Test
  void retiredKeysStopTheStart() {
    Sources sources = new Sources(Keys.ALL, Map.of("server.ssl", "put a proxy in front"));
    sources.add(List.of(new Given("afterglow.yaml", "server.ssl", "true")));
    assertEquals(
        "server.ssl (afterglow.yaml): this setting no longer exists; put a proxy in front",
        new SettingsRefused(sources.problems()).getMessage());
  }

  @Test
  void secretsAreNeverPrinted() throws Exception {
    Map<String, String> variables = Map.of("AFTERGLOW_BOOTSTRAP_KEY", "sk-0123456789abcdefghij");
    assertFalse(read(variables, Map.of()).toString().contains("0123456789"));
    assertTrue(
        new SettingsReader(variables, directory)
            .describe(Optional.empty()).stream().noneMatch(line -> line.contains("0123456789")));
    SettingsRefused refusal = refusal(Map.of("AFTERGLOW_BOOTSTRAP_KEY", "sk 0123456789"));
    assertEquals(
        "bootstrap.key (AFTERGLOW_BOOTSTRAP_KEY): \"***\" is not accepted; write sk- and 20 to 200"
            + " letters, digits, - or _",
        refusal.getMessage());
  }

  @Test
  void aFileThatIsNamedMustExist() {
    SettingsRefused refusal =
        assertThrows(
            SettingsRefused.class,
            () ->
                new SettingsReader(Map.of(), directory)
                    .read(Optional.of(Path.of("other.yaml")), Map.of()));
    assertEquals(
        directory.resolve("other.yaml") + " cannot be read: there is no such file",
        refusal.getMessage());
  }

  @Test
  void aKeyGivenTwiceInTheFileIsRefused() throws Exception {
    write("server:\n  port: 1\n  port: 2\n");
    assertTrue(refusal(Map.of()).getMessage().contains("cannot be read: line 3"));
  }

  @Test
  void aFileWithoutValuesMeansDefaults() throws Exception {
    write("# nothing yet\nserver:\n  host:\n");
    assertEquals("127.0.0.1", read(Map.of(), Map.of()).listen().host());
  }

  @Test
  void variablesOfOthersAreIgnored() throws Exception {
    assertEquals(
        8080, read(Map.of("PORT", "1", "AFTERGLOW_JAVA_OPTS", "-Xmx1g"), Map.of()).listen().port());
  }

  @Test
  void descriptionsNameValueAndPlace() throws Exception {
    List<String> lines =
        new SettingsReader(Map.of("AFTERGLOW_SERVER_PORT", "9"), directory)
            .describe(Optional.empty());
    assertEquals(Keys.ALL.size(), lines.size());
    assertTrue(lines.contains("server.port: 9  (AFTERGLOW_SERVER_PORT)"));
    assertTrue(lines.contains("server.drain: 30s"));
  }

  private Path file() {
    return directory.resolve(SettingsReader.FILE);
  }

  private void write(String yaml) throws IOException {
    Files.writeString(file(), yaml);
  }

  private Settings read(Map<String, String> variables, Map<String, String> options)
      throws SettingsRefused {
    return new SettingsReader(variables, directory).read(Optional.empty(), options);
  }

  private SettingsRefused refusal(Map<String, String> variables) {
    return assertThrows(SettingsRefused.class, () -> read(variables, Map.of()));
  }
}
