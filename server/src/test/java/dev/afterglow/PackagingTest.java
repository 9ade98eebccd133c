package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.afterglow.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is packaged, held against the program: names of settings and metrics, versions, rights. */
final class PackagingTest {
  private static final Path PACKAGING = Path.of("packaging");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TOKEN = "0123456789abcdef";
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:afterglow|jvm|process|system)_[a-z0-9_]+\\b");
  private static final Pattern GROUPED = Pattern.compile("\\bby \\(([a-z, ]+)\\)");
  private static final Pattern MATCHED = Pattern.compile("([a-z]+)\\s*(?:=~|!=|=)\\s*\"");

  /** What Prometheus itself adds. */
  private static final Set<String> ITS_OWN = Set.of("job", "instance");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private static List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(PACKAGING)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Stream<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group);
  }

  /** Every query of the board and of the alerts. */
  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    JSON.readTree(Files.readString(PACKAGING.resolve("grafana/afterglow.json")))
        .findValues("expr")
        .forEach(expr -> queries.add(expr.asString()));
    JSON.readTree(Files.readString(PACKAGING.resolve("grafana/afterglow.json")))
        .at("/templating/list")
        .valueStream()
        .forEach(variable -> queries.add(variable.at("/query/query").asString("")));
    YAML.readTree(Files.readString(PACKAGING.resolve("prometheus/afterglow-rules.yaml")))
        .findValues("expr")
        .forEach(expr -> queries.add(expr.asString()));
    assertTrue(queries.size() > 40, "queries were found");
    return queries;
  }

  @Test
  void boardAndAlertsAskForNothingThatThereIsNot() throws Exception {
    String metrics;
    try (RunningServer server =
        RunningServer.start(folder.resolve("data"), Map.of("metrics.token", TOKEN))) {
      assertEquals(200, server.get("/v1/models", RunningServer.KEY).statusCode());
      assertEquals(401, server.get("/v1/models", "sk-wrong-wrong-wrong-wrong").statusCode());
      System.gc(); // or there is no pause to be told of, which happens on a thread of the JVM's
      metrics = server.get("/metrics", TOKEN).body();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!metrics.contains("jvm_gc_pause") && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        metrics = server.get("/metrics", TOKEN).body();
      }
    }
    Set<String> names = new TreeSet<>();
    Set<String> labels = new TreeSet<>(ITS_OWN);
    for (String line : metrics.lines().filter(one -> !one.startsWith("#")).toList()) {
      names.add(line.split("[ {]")[0]);
      all(MATCHED, line).forEach(label -> labels.add(label.replaceAll("[^a-z]", "")));
    }
    Set<String> asked = new TreeSet<>();
    Set<String> by = new TreeSet<>();
    for (String query : queries()) {
      all(METRIC, query).forEach(asked::add);
      all(MATCHED, query).forEach(label -> by.add(label.replaceAll("[^a-z]", "")));
      all(GROUPED, query)
          .flatMap(group -> Stream.of(group.substring(4, group.length() - 1).split(", ")))
          .forEach(by::add);
    }
    asked.removeAll(names);
    by.removeAll(labels);
    assertEquals(Set.of(), asked, "metrics that no server has");
    assertEquals(Set.of(), by, "labels that no server has");
    for (JsonNode test :
        YAML.readTree(Files.readString(PACKAGING.resolve("prometheus/afterglow-rules-test.yaml")))
            .findValues("series")) {
      assertTrue(
          names.contains(test.asString().split("\\{")[0]) || test.asString().startsWith("up{"),
          test.asString());
    }
  }

  @Test
  void variablesAreThoseOfSettings() throws Exception {
    Set<String> known = new TreeSet<>(Set.of("AFTERGLOW_JAVA_OPTS"));
    new SettingsReader(Map.of(), folder)
        .describe(Optional.empty()).stream()
            .map(line -> line.split("[ =:]")[0])
            .map(name -> "AFTERGLOW_" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
            .forEach(known::add);
    assertTrue(known.contains("AFTERGLOW_SERVER_PUBLIC_URL"), known::toString);
    Set<String> used = new TreeSet<>();
    for (Path file : files()) {
      all(Pattern.compile("\\bAFTERGLOW_[A-Z_]+\\b"), Files.readString(file)).forEach(used::add);
    }
    used.removeAll(known);
    assertEquals(Set.of(), used, "variables that no setting has");
  }

  @Test
  void chartIsOfThisReleaseAndItsValuesFitItsSchema() throws Exception {
    Path chart = PACKAGING.resolve("helm/afterglow");
    Matcher version =
        Pattern.compile("<artifactId>afterglow-parent</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(version.find());
    JsonNode about = YAML.readTree(Files.readString(chart.resolve("Chart.yaml")));
    assertEquals(version.group(1), about.path("appVersion").asString());
    String values = YAML.readTree(Files.readString(chart.resolve("values.yaml"))).toString();
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(chart.resolve("values.schema.json")))
            .validate(values, InputFormat.JSON));
    assertEquals(
        Files.readString(PACKAGING.resolve("prometheus/afterglow-rules.yaml")),
        Files.readString(chart.resolve("afterglow-rules.yaml")),
        "the chart has the same alerts");
  }

  /** Every value that a template reads is one that values.yaml has. */
  @Test
  void templatesReadWhatThereIs() throws Exception {
    Path chart = PACKAGING.resolve("helm/afterglow");
    JsonNode values = YAML.readTree(Files.readString(chart.resolve("values.yaml")));
    Set<String> missing = new TreeSet<>();
    for (Path file : files()) {
      if (file.startsWith(chart.resolve("templates"))) {
        all(Pattern.compile("\\.Values(\\.[A-Za-z]+)+"), Files.readString(file))
            .map(name -> name.substring(".Values".length()).replace('.', '/'))
            .filter(pointer -> values.at(pointer).isMissingNode())
            .forEach(missing::add);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void nodesOfTheComposeFileHaveNoRightsAndNoSecretsInIt() throws Exception {
    String text = Files.readString(PACKAGING.resolve("compose/compose.yaml"));
    JsonNode node = YAML.readTree(text).path("x-node");
    assertTrue(node.path("read_only").asBoolean());
    assertEquals("ALL", node.at("/cap_drop/0").asString());
    assertEquals("no-new-privileges:true", node.at("/security_opt/0").asString());
    JsonNode services = YAML.readTree(text).path("services");
    assertEquals(
        List.of("node-1", "node-2", "node-3"),
        services
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(name -> name.startsWith("node-"))
            .sorted()
            .toList());
    String example = Files.readString(PACKAGING.resolve("compose/.env.example"));
    for (String secret :
        all(Pattern.compile("\\$\\{([A-Z_0-9]+)"), text)
            .map(name -> name.substring(2))
            .collect(Collectors.toSet())) {
      assertTrue(example.contains("\n" + secret + "="), secret + " is not in .env.example");
    }
    services
        .findValues("environment")
        .forEach(environment ->
            environment.forEachEntry((name, value) -> {
              boolean secret = name.matches(".*(PASSWORD|KEY|SECRET|TOKEN|IDENTITY|CREDENTIAL).*");
              boolean elsewhere = value.asString().matches("\\$\\{.*|/run/secrets/.*");
              assertTrue(!secret || elsewhere, name + " is written out");
            }));
  }

  @Test
  void imageRunsWithoutRootAndIsAskedWhetherItLives() throws Exception {
    String file = Files.readString(PACKAGING.resolve("container/Containerfile"));
    String last = file.substring(file.lastIndexOf("\nFROM "));
    assertTrue(last.contains("\nUSER 10001:10001\n"));
    assertTrue(last.indexOf("\nUSER ") > last.lastIndexOf("\nRUN "), "nothing is run as root then");
    assertTrue(last.contains("\nHEALTHCHECK "));
    assertTrue(last.contains("\nVOLUME [\"/var/lib/afterglow\""));
    JsonNode values =
        YAML.readTree(Files.readString(PACKAGING.resolve("helm/afterglow/values.yaml")));
    assertEquals(10001, values.at("/podSecurityContext/runAsUser").asInt());
    assertTrue(values.at("/securityContext/readOnlyRootFilesystem").asBoolean());
  }

  /** What is copied into the image is what the sources and the scripts are made of. */
  @Test
  void imageIsBuiltOfNothingButSources() throws Exception {
    List<String> kept =
        Files.readAllLines(PACKAGING.resolve("container/Containerfile.dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    kept.forEach(name -> assertTrue(Files.exists(Path.of(name)), name));
    assertTrue(kept.containsAll(List.of("engine", "preview", "server", "pom.xml", ".mvn")));
  }

  @Test
  void healthcheckTellsAServerThatLivesFromOneThatDoesNot() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    String port;
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      port = Integer.toString(server.address().getPort());
      assertEquals(0, healthcheck(port));
      assertEquals(0, healthcheck(port, "/readyz"));
      assertEquals(1, healthcheck(port, "/v1/tasks"));
    }
    assertEquals(1, healthcheck(port));
    try (RunningServer full =
        RunningServer.start(folder.resolve("full"), Map.of("data.minimum-free", "900000TiB"))) {
      port = Integer.toString(full.address().getPort());
      assertEquals(0, healthcheck(port));
      assertEquals(1, healthcheck(port, "/readyz"));
    }
  }

  private int healthcheck(String port, String... path) throws Exception {
    List<String> command = new ArrayList<>(List.of("packaging/runtime/healthcheck"));
    command.addAll(List.of(path));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("AFTERGLOW_SERVER_PORT", port);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue();
  }

  /** The options of the JVM are written in one place. */
  @Test
  void runtimeHasTheOptionsOfTheLauncher() throws Exception {
    String build = Files.readString(PACKAGING.resolve("runtime/build"));
    assertTrue(build.contains("s/^java_options='\\(.*\\)'\\$/\\1/p"));
    assertTrue(
        Files.readString(Path.of("afterglow"))
            .lines()
            .anyMatch(
                line -> line.matches("java_options='[^']*-XX:\\+ExitOnOutOfMemoryError .*'")));
  }
}
