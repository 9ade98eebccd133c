package dev.afterglow.engines.preview.prompt;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SceneReaderTest {
  /** One row of {@code prompts.tsv}. */
  record Expectation(Place place, List<String> facts, String prompt) {}

  static List<Expectation> expectations() {
    return lines("prompts.tsv")
        .map(row -> row.split("\t", 3))
        .map(row ->
            new Expectation(
                Place.valueOf(row[0]),
                Arrays.stream(row[1].split(" ")).filter(fact -> !fact.isEmpty()).toList(),
                row[2]))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectations")
  void promptIsReadAsAnyoneWould(Expectation expected) {
    Scene scene = SceneReader.read(expected.prompt(), 1);

    assertEquals(expected.place(), scene.place(), () -> expected.prompt() + " was " + scene);
    for (String fact : expected.facts()) {
      assertTrue(holds(scene, fact), () -> fact + " does not hold in " + scene);
    }
  }

  @Test
  void thereAreEnoughExpectations() {
    assertTrue(expectations().size() >= 120, () -> "only " + expectations().size());
  }

  @Test
  void sameTextAndSeedGiveTheSameScene() {
    for (Expectation row : expectations()) {
      assertEquals(SceneReader.read(row.prompt(), 7), SceneReader.read(row.prompt(), 7));
    }
  }

  @Test
  void placesNamedBesidesLeaveTheirTracesInTheSameOrderInEveryProcess() {
    Scene scene = SceneReader.read("a lake, a city, mountains, a forest, a meadow, a waterfall", 7);

    List<Element> traces = scene.subjects().stream().map(Subject::element).toList();
    assertEquals(
        List.of(Element.BUILDINGS, Element.WATERFALL, Element.PEAKS, Element.TREES, Element.GRASS),
        traces);
  }

  @Test
  void textsThatCannotBePicturedDifferInTheirColours() {
    assertNotEquals(
        SceneReader.read("qwertz", 1).palette(), SceneReader.read("azerty", 1).palette());
  }

  @Test
  void namedColoursComeFirstInThePalette() {
    Scene scene = SceneReader.read("流动的紫色和金色", 1);

    assertEquals(List.of(Hue.PURPLE, Hue.GOLD), scene.hues());
    assertEquals(Hue.PURPLE.rgb(), scene.palette().at(0));
  }

  @Test
  void longPromptFollowsWhatItSaysFirst() {
    String long32k =
        "A quiet beach at sunset. "
            + "Later they remember the city, its traffic and its neon. ".repeat(580);

    Scene scene = SceneReader.read(long32k.substring(0, 32_000), 1);

    assertEquals(Place.BEACH, scene.place());
  }

  @Test
  void captionIsOneShortCleanLine() {
    String caption = SceneReader.read("湖\u0000面\n\n日出\u202e " + "很长的文字".repeat(60), 1).caption();

    assertTrue(caption.startsWith("湖 面 日出 很长"), caption);
    assertTrue(caption.endsWith("…"), caption);
    assertTrue(caption.length() <= Captions.COLUMNS);
  }

  @Test
  void captionIsCutBetweenWhatReadsAsOneCharacter() {
    assertEquals("ที่".repeat(72) + "…", Captions.of("ที่".repeat(90)));
    assertEquals("हि".repeat(72) + "…", Captions.of("हि".repeat(90)));
    assertEquals("각".repeat(36) + "…", Captions.of("각".repeat(40)));
    assertEquals(
        "می\u200cخواهم", Captions.of("می\u200cخواهم"), "the joiners belong to the spelling");
    assertTrue(Captions.of("a" + "\u0301".repeat(32_000)).length() < 500);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyTextIsReadQuickly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> pieces = pieces();
    for (int round = 0; round < 12; round++) {
      String text = nonsense(random, pieces);
      Scene scene =
          assertTimeoutPreemptively(
              Duration.ofMinutes(1), () -> SceneReader.read(text, seed), () -> "seed " + seed);
      assertTrue(scene.palette().rgb().size() >= 3);
    }
  }

  @Test
  void oneWordRepeatedToTheLimitIsReadQuickly() {
    for (String piece :
        List.of("不", "no ", "a", "海", "的", "𝒜", "\uFDFA", "1", "\ud800", "\u0301")) {
      String text = piece.repeat(32_000 / piece.length());
      assertTimeoutPreemptively(Duration.ofMinutes(1), () -> SceneReader.read(text, 1), piece);
    }
  }

  @Test
  void emptyAndBlankTextIsAbstract() {
    assertEquals(Place.ABSTRACT, SceneReader.read("", 1).place());
    assertEquals(Place.ABSTRACT, SceneReader.read(" \n\t ", 1).place());
    assertFalse(SceneReader.read(" \n", 1).caption().contains("\n"));
  }

  private static Stream<String> lines(String resource) {
    try (InputStream in = SceneReaderTest.class.getResourceAsStream(resource)) {
      String text = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holds(Scene scene, String fact) {
    if (fact.startsWith("!")) {
      return !scene.has(Element.valueOf(fact.substring(1)));
    }
    if (fact.contains(":")) {
      return choices(scene).anyMatch(fact::equals);
    }
    String[] parts = fact.split("[=/]");
    Element element = Element.valueOf(parts[0]);
    if (fact.contains("=")) {
      String[] count = fact.split("=|/");
      return scene.count(element) == Integer.parseInt(count[1]);
    }
    return fact.contains("/")
        ? scene.subject(element).flatMap(subject -> subject.hue()).equals(hue(parts[1]))
        : scene.has(element);
  }

  private static Stream<String> choices(Scene scene) {
    return Stream.concat(
        Stream.of(
            "time:" + scene.time(),
            "weather:" + scene.weather(),
            "season:" + scene.season(),
            "mood:" + scene.mood(),
            "camera:" + scene.camera(),
            "pace:" + scene.pace()),
        scene.hues().stream().map(hue -> "hue:" + hue));
  }

  private static Optional<Hue> hue(String name) {
    return Optional.of(Hue.valueOf(name));
  }

  private static List<String> pieces() {
    return Stream.concat(
            lines("lexicon/lexicon.tsv").flatMap(row -> Arrays.stream(row.split("[\t,]"))),
            Stream.of("\ud83c", "\udf0a", "\u0000", "\u202e", "。", "\n", " ", "十百千", "999999", "ﷺ"))
        .toList();
  }

  private static String nonsense(SplittableRandom random, List<String> pieces) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 31_000) {
      text.append(pieces.get(random.nextInt(pieces.size())));
      if (random.nextBoolean()) {
        text.append(random.nextInt(4) == 0 ? (char) random.nextInt(65_536) : ' ');
      }
    }
    return text.toString();
  }
}
