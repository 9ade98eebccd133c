package dev.afterglow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.config.ModelSettings.Candidate;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sections of engines and models, key by key and mistake by mistake. */
final class EngineSettingsTest {
  private static final String KEY = "sk-very-secret-0123456789";

  private static final String NAMES =
      ": the name of an engine is 1 to 31 lower-case letters, digits and dashes, and is not"
          + " preview";

  @TempDir Path directory;

  @Test
  void everyKeyReachesItsPlace() throws Exception {
    write(
        """
        engines:
          gpu:
            type: openai
            url: http://127.0.0.1:8091/v1
            key: ${GPU_KEY}
            concurrency: 3
            submits-per-minute: 30
            polls-per-second: 7
            deadline: 2h
            price: 0.03
            seconds: [4, 8]
            sizes: [1280x720, 720x1280]
            chain: true
            max-overshoot: 500ms
            proxy: http://user:pw@proxy.lan:3128
            ca-file: ca.pem
            flavour: vllm-omni
            model: wan
            family: wan-2.2
            family-file: families.json
            fps: 16
            poll-interval: 3s
            frame-rate: 24
        """);
    assertEquals(
        List.of(
            new EngineSettings(
                "gpu",
                EngineType.OPENAI,
                Optional.of(URI.create("http://127.0.0.1:8091/v1")),
                Optional.of(new Secret(KEY)),
                new EngineSettings.Rates(3, 30, 7),
                new EngineSettings.Offer(
                    List.of(4, 8), List.of("1280x720", "720x1280"), true, Duration.ofMillis(500)),
                Optional.of(Duration.ofHours(2)),
                OptionalLong.of(30_000),
                new EngineSettings.Way(
                    Optional.of(new Secret("http://user:pw@proxy.lan:3128")),
                    Optional.of(directory.resolve("ca.pem"))),
                Map.of(
                    "flavour",
                    "vllm-omni",
                    "model",
                    "wan",
                    "family",
                    "wan-2.2",
                    "family-file",
                    "families.json",
                    "fps",
                    "16",
                    "poll-interval",
                    "3s",
                    "frame-rate",
                    "24"),
                directory.resolve("afterglow.yaml"))),
        read(Map.of("GPU_KEY", KEY)).engines());
  }

  @Test
  void everyDefaultIsWhatTheTableSays() throws Exception {
    write("engines: {gpu: {type: sdcpp, url: http://gpu}}");
    assertEquals(
        List.of(
            new EngineSettings(
                "gpu",
                EngineType.SDCPP,
                Optional.of(URI.create("http://gpu")),
                Optional.empty(),
                new EngineSettings.Rates(1, 600, 20),
                new EngineSettings.Offer(List.of(), List.of(), false, Duration.ofSeconds(2)),
                Optional.empty(),
                OptionalLong.empty(),
                new EngineSettings.Way(Optional.empty(), Optional.empty()),
                Map.of(),
                directory.resolve("afterglow.yaml"))),
        read(Map.of()).engines());
  }

  @Test
  void candidatesKeepTheirOrderAndWeights() throws Exception {
    write(
        """
        models:
          sora-2: [gpu, preview]
          sora-2-pro: [{engine: cloud, weight: 3}, gpu]
        engines:
          gpu: {type: cog, url: http://127.0.0.1:5000}
          cloud: {type: fal, key: k}
        """);
    Settings settings = read(Map.of());
    assertEquals(
        List.of("gpu", "cloud"), settings.engines().stream().map(EngineSettings::name).toList());
    assertEquals(
        List.of(new Candidate("gpu", 0), new Candidate("preview", 0)),
        settings.models().of("sora-2"));
    assertEquals(
        List.of(new Candidate("cloud", 3), new Candidate("gpu", 0)),
        settings.models().of("sora-2-pro"));
  }

  @Test
  void severalKeysInOneFileAreNotTakenForOne() throws Exception {
    Files.writeString(directory.resolve("keys"), "first\nsecond\n");
    write("engines: {cloud: {type: fal, key-file: keys}}");
    assertTrue(
        refusal(Map.of()).lines(Language.EN).getFirst().startsWith("engines.cloud.key-file"));
  }

  @Test
  void candidatesHaveLimitsOfTheirOwn() throws Exception {
    write(
        """
        models:
          sora-2: [{engine: gpu, weight: 3, concurrency: 2, submits-per-minute: 30, max-seconds: 8}]
        engines: {gpu: {type: cog, url: "http://gpu"}}
        """);
    assertEquals(
        List.of(
            new Candidate(
                "gpu",
                3,
                new ModelSettings.Limits(
                    OptionalInt.of(2), OptionalInt.of(30), OptionalInt.of(8)))),
        read(Map.of()).models().of("sora-2"));
  }

  @Test
  void modelWithoutCandidatesIsDrawnByThePreview() throws Exception {
    write("models: {sora-2-pro: gpu}\nengines: {gpu: {type: cog, url: http://gpu}}");
    ModelSettings models = read(Map.of()).models();
    assertEquals(List.of(new Candidate("preview", 0)), models.of("sora-2"));
    assertEquals(List.of(new Candidate("gpu", 0)), models.of("sora-2-pro"));
  }

  @Test
  void keyMayStandInAFileBesideTheSettings() throws Exception {
    Files.writeString(directory.resolve("gpu.key"), "\n" + KEY + "\n");
    write("engines: {gpu: {type: ark, key-file: gpu.key}}");
    assertEquals(Optional.of(new Secret(KEY)), read(Map.of()).engines().getFirst().key());
  }

  @ParameterizedTest
  @CsvSource({"${A},one", "x${A}y${B},xoneytwo", "$${A},${A}", "$A,$A", "$$$${A},$$${A}"})
  void variablesAreFilledIn(String written, String meant) throws Exception {
    write("engines: {gpu: {type: fal, key: k, model: '" + written + "'}}");
    assertEquals(
        meant, read(Map.of("A", "one", "B", "two")).engines().getFirst().options().get("model"));
  }

  @Test
  void variableThatAValueNamesIsNoSetting() throws Exception {
    write("engines: {gpu: {type: fal, key: '${AFTERGLOW_GPU_KEY}'}}");
    assertEquals(
        Optional.of(new Secret(KEY)),
        read(Map.of("AFTERGLOW_GPU_KEY", KEY)).engines().getFirst().key());
  }

  @Test
  void secretsAreNeverPrinted() throws Exception {
    Files.writeString(directory.resolve("k"), KEY);
    write(
        """
        engines:
          a: {type: fal, key: sk-very-secret-0123456789, proxy: "http://u:sk-very-secret@p:1"}
          b: {type: fal, key: "${K}", model: "x${K}"}
          c: {type: fal, key-file: k}
          d: {type: kling, access-key: sk-very-secret-a, secret-key: sk-very-secret-b}
        """);
    Map<String, String> variables = Map.of("K", KEY);
    SettingsReader reader = new SettingsReader(variables, directory);
    List<String> lines = reader.describe(Optional.empty());
    assertFalse(lines.toString().contains("sk-very-secret"), lines::toString);
    assertFalse(read(variables).engines().toString().contains("sk-very-secret"));
    assertTrue(lines.contains("engines.b.model: x${K}  (" + file() + ")"), lines::toString);
    assertTrue(lines.contains("engines.a.key: ***  (" + file() + ")"), lines::toString);

    write("engines: {a: {type: fal, key: \"sk-very-secret\\u0007\", concurrency: '${K}'}}");
    List<String> told = refusal(variables).lines(Language.EN);
    assertEquals(2, told.size());
    assertFalse(told.toString().contains("sk-very-secret"), told::toString);
  }

  @Test
  void allProblemsAreToldAtOnce() throws Exception {
    write(
        """
        server: {port: 99999}
        engines:
          gpu: {type: opnai, url: http://gpu}
          Big: {type: cog, url: http://gpu}
          preview: {type: cog, url: http://gpu}
          flat: 7
          none: {url: http://gpu}
          a: {type: openai, ulr: http://gpu, wrkfl: x}
          b: {type: cog, url: gpu, concurrency: 0, flavour: vllm-omni, key: k, key-file: missing}
          c: {type: fal, key: "${UNSET_KEY}", sizes: 1x1, seconds: [0]}
          d: {type: command, url: http://gpu}
          e: {type: gemini, key: k, flavour: vllm}
          f: {type: kling, access-key: a}
        models:
          sora-2: [gpuu, preview, preview, zzzzzzzzz]
          sora-3: [gpu]
          sora-2-pro: [{engine: gpu, weight: 0, concurency: 2}]
        """);
    String file = " (" + file() + ")";
    assertEquals(
        List.of(
            "server.port"
                + file
                + ": \"99999\" is not accepted; write a whole number from 0 to 65535",
            "engines.gpu.type" + file + ": there is no type opnai; did you mean openai?",
            "engines.Big" + file + NAMES,
            "engines.preview" + file + NAMES,
            "engines.flat"
                + file
                + ": an engine is a name with values below it, such as type: openai",
            "engines.none.type"
                + file
                + ": is needed; write one of: "
                + String.join(", ", EngineKeys.types()),
            "engines.a.ulr" + file + ": there is no such setting; did you mean engines.a.url?",
            "engines.a.wrkfl" + file + ": there is no such setting",
            "engines.a.url"
                + file
                + ": is needed; write an http or https address without a closing slash, such as"
                + " https://video.example.com",
            "engines.b.flavour" + file + ": engines of type cog have no such setting",
            "engines.b.key-file" + file + ": write either this or engines.b.key, not both",
            "engines.b.key-file"
                + file
                + ": the file "
                + directory.resolve("missing")
                + " is missing or unreadable, or does not hold one line of 1 to 8192 visible ASCII characters",
            "engines.b.url"
                + file
                + ": \"gpu\" is not accepted; write an http or https address without a closing"
                + " slash, such as https://video.example.com",
            "engines.b.concurrency"
                + file
                + ": \"0\" is not accepted; write a whole number from 1 to 100000",
            "engines.c.key" + file + ": the environment variable UNSET_KEY is not set",
            "engines.c.seconds"
                + file
                + ": \"0\" is not accepted; write whole numbers from 1 to 3600, separated by"
                + " commas",
            "engines.c.sizes"
                + file
                + ": \"1x1\" is not accepted; write sizes in pixels separated by commas, such as"
                + " 1280x720",
            "engines.d.url" + file + ": engines of type command have no such setting",
            "engines.e.flavour" + file + ": \"vllm\" is not accepted; write one of: gemini, vertex",
            "engines.f.secret-key"
                + file
                + ": is needed; write 1 to 8192 visible ASCII characters, or ${NAME} for an"
                + " environment variable",
            "models.sora-2" + file + ": there is no engine named gpuu; did you mean gpu?",
            "models.sora-2" + file + ": there is no engine named zzzzzzzzz",
            "models.sora-2" + file + ": names preview more than once",
            "models.sora-3" + file + ": there is no such setting; did you mean models.sora-2?",
            "models.sora-2-pro.gpu.concurency"
                + file
                + ": there is no such setting; did you mean models.sora-2-pro.gpu.concurrency?",
            "models.sora-2-pro.gpu.weight"
                + file
                + ": \"0\" is not accepted; write a whole number from 1 to 1000"),
        refusal(Map.of()).lines(Language.EN));
  }

  @Test
  void whatIsMissingIsCalledByItsName() throws Exception {
    write(
        """
        engines:
          a: {type: kling, secret-key: k}
          b: {type: gemini, flavour: vertex}
          c: {type: gemini}
          d: {type: command, key: k, url: http://gpu/}
        """);
    assertEquals(
        List.of(
            "engines.a.access-key",
            "engines.b.service-account",
            "engines.c.key",
            "engines.d.url",
            "engines.d.key"),
        names(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"${KEY:-none}, ${KEY", "x${1}, ${", "${}, ${}", "${KEY, ${KEY"})
  void whatBeginsLikeAVariableAndIsNoneIsTold(String written, String shown) throws Exception {
    write("engines: {a: {type: fal, key: '" + written + "'}}");
    assertEquals(
        List.of(
            "engines.a.key ("
                + file()
                + "): \""
                + shown
                + "\" is not how an environment variable is written; write ${NAME}, or $${ for"
                + " these two characters"),
        refusal(Map.of("KEY", KEY)).lines(Language.EN));
  }

  @Test
  void misspeltSectionsAreToldOnce() throws Exception {
    write("engine: {gpu: {type: cog, url: http://gpu}}\nmodel: {sora-2: [gpu]}\nzzz: {a: 1, b: 2}");
    String unknown = " (" + file() + "): there is no such setting";
    assertEquals(
        List.of(
            "engine" + unknown + "; did you mean engines?",
            "model" + unknown + "; did you mean models?",
            "zzz.a" + unknown,
            "zzz.b" + unknown),
        refusal(Map.of()).lines(Language.EN));
  }

  @Test
  void problemsAreToldInChineseToo() throws Exception {
    write(
        "engines: {gpu: {type: opnai}, b: {type: fal, key: '${UNSET}'}}\nmodels: {sora-2: [gpuu]}");
    String file = "（" + file() + "）";
    assertEquals(
        List.of(
            "engines.gpu.type" + file + "：不支持类型 opnai；您是否想写 openai？",
            "engines.b.key" + file + "：环境变量 UNSET 未设置",
            "models.sora-2" + file + "：引擎 gpuu 不存在；您是否想写 gpu？"),
        refusal(Map.of()).lines(Language.ZH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engines: 7",
        "engines: [gpu]",
        "models: [sora-2]",
        "models: {sora-2: []}",
        "models: {sora-2: }",
        "models: {sora-2: [[preview]]}",
        "models: {sora-2: [{engine: preview, wieght: 2}]}",
        "models: {sora-2: [{engine: preview, weight: 1.5}]}",
        "models: {sora-2: [{engine: preview, weight: 1001}]}",
        "models: {sora-2: [7]}"
      })
  void otherFormsAreRefused(String yaml) throws Exception {
    write(yaml);
    assertEquals(1, refusal(Map.of()).lines(Language.EN).size());
  }

  @Test
  void emptySectionsAreNone() throws Exception {
    write("engines:\nmodels:\n");
    assertEquals(List.of(), read(Map.of()).engines());
  }

  @ParameterizedTest
  @EnumSource(EngineType.class)
  void everyTypeStartsWithWhatItNeeds(EngineType type) throws Exception {
    StringBuilder yaml = new StringBuilder("engines: {e: {type: " + type.word());
    if (type.url() == EngineType.Need.REQUIRED) {
      yaml.append(", url: http://gpu");
    }
    if (type.key() == EngineType.Need.REQUIRED) {
      yaml.append(", key: k");
    }
    if (type == EngineType.KLING) {
      yaml.append(", access-key: a, secret-key: s");
    }
    if (type == EngineType.GEMINI) {
      yaml.append(", flavour: vertex, service-account: account.json");
    }
    write(yaml + "}}");
    EngineSettings settings = read(Map.of()).engines().getFirst();
    assertEquals(type, settings.type());
    assertEquals(
        type == EngineType.GEMINI
            ? Optional.of(directory.resolve("account.json"))
            : Optional.empty(),
        settings.file("service-account"));
  }

  @Test
  void optionsAreReadAsWhatTheyAre() throws Exception {
    write(
        """
        engines:
          p:
            type: command
            template: diffusers
            timeout: 90m
            keep-running: true
            frame-rate: 30
            environment: {HF_HOME: "/models", STEPS: 20}
        """);
    EngineSettings settings = read(Map.of()).engines().getFirst();
    assertEquals(Optional.of(Duration.ofMinutes(90)), settings.duration("timeout"));
    assertTrue(settings.is("keep-running"));
    assertEquals(OptionalInt.of(30), settings.number("frame-rate"));
    assertEquals(Map.of("HF_HOME", "/models", "STEPS", "20"), settings.texts("environment"));
    assertEquals(Map.of(), settings.texts("template-file"));
    assertThrows(IllegalArgumentException.class, () -> settings.texts("template"));
  }

  @Test
  void descriptionsTellTheModelsToo() throws Exception {
    write("models: {sora-2: [preview]}");
    assertTrue(
        new SettingsReader(Map.of(), directory)
            .describe(Optional.empty())
            .contains("models.sora-2: [\"preview\"]  (" + file() + ")"));
  }

  private Path file() {
    return directory.resolve(SettingsReader.FILE);
  }

  private List<String> names(Map<String, String> variables) {
    return refusal(variables).lines(Language.EN).stream()
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }

  private void write(String yaml) throws IOException {
    Files.writeString(file(), yaml);
  }

  private Settings read(Map<String, String> variables) throws SettingsRefused {
    return new SettingsReader(variables, directory).read(Optional.empty(), Map.of());
  }

  private SettingsRefused refusal(Map<String, String> variables) {
    return assertThrows(SettingsRefused.class, () -> read(variables));
  }
}
