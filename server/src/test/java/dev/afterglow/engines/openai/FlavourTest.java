package dev.afterglow.engines.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.NativeFormat;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that say how relatives differ: those that are shipped, and copies of them. */
final class FlavourTest {
  @TempDir Path folder;

  @Test
  void everyShippedFlavourAndFamilyIsSound() {
    for (String name : Flavour.SHIPPED) {
      Flavour flavour = Flavour.shipped(name);
      assertTrue(flavour.takesPicture(), name);
      flavour.family().ifPresent(ModelFamily::shipped);
      assertEquals(flavour.namesModels(), flavour.family().isPresent(), name);
    }
    for (String name : ModelFamily.names()) {
      ModelFamily family = ModelFamily.shipped(name);
      assertTrue(family.capabilities().lengths().longest() >= 5, name);
      assertTrue(family.framesPerSecond() >= 16, name);
    }
  }

  @Test
  void wholeGridIsCoveredByTheFamilyOfThatName() {
    var all = ModelFamily.shipped("sora-2").capabilities();
    assertTrue(all.covers(new NativeFormat(1080, 1920, 20), true));
    assertFalse(
        ModelFamily.shipped("sora-2-strict")
            .capabilities()
            .covers(new NativeFormat(1280, 720, 16), false));
  }

  @Test
  void copyOfAShippedFileMayBeChanged() throws Exception {
    Path copy = folder.resolve("mine.json");
    try (InputStream shipped =
        Objects.requireNonNull(Flavour.class.getResourceAsStream("vllm-omni.json"))) {
      String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(copy, text.replace("\"poll-seconds\": 2", "\"poll-seconds\": 9"));
    }
    assertEquals(9, Flavour.read(copy).pollInterval().toSeconds());
  }

  @Test
  void wrongFilesAreRefusedByName() throws IOException {
    for (String text :
        List.of(
            "[]",
            "{",
            "{}",
            "{\"order\": 7}",
            "{\"order\": {}, \"from\": true}",
            "{\"order\": {}, \"form\": \"yes\"}",
            "{\"order\": {\"a\": \"{{nothing}}\"}}",
            "{\"order\": {}, \"films\": [\"url\"]}",
            "{\"order\": {}, \"poll-seconds\": 0}",
            "{\"order\": {}, \"picture-field\": \"file\"}")) {
      Path file = Files.writeString(folder.resolve("mine.json"), text);
      assertThrows(TemplateRefused.class, () -> Flavour.read(file), text);
    }
    assertThrows(IllegalArgumentException.class, () -> Flavour.shipped("../vllm-omni"));
    assertThrows(IllegalArgumentException.class, () -> ModelFamily.shipped("wan-9"));
  }

  @Test
  void everyMistakeOfAFileIsToldAtOnceAndInBothLanguages() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.json"),
            "{\"order\": {\"a\": \"{{b}}\"}, \"forms\": true, \"films\": [\"url\"]}");
    TemplateRefused refused = assertThrows(TemplateRefused.class, () -> Flavour.read(file));
    assertEquals(3, refused.lines(Language.EN).size(), () -> refused.lines(Language.EN).toString());
    assertTrue(refused.lines(Language.EN).toString().contains("did you mean form?"));
    assertTrue(refused.lines(Language.ZH).toString().contains("您是否想写 form？"));
    Path families =
        Files.writeString(
            folder.resolve("families.json"), "{\"wan-2.2\": {\"sizes\": [\"big\"], \"to\": 5}}");
    assertEquals(
        2,
        assertThrows(TemplateRefused.class, () -> ModelFamily.read(families, "wan-2.2"))
            .problems()
            .size());
    assertTrue(
        assertThrows(TemplateRefused.class, () -> ModelFamily.read(families, "wan-2.3"))
            .lines(Language.EN)
            .getFirst()
            .contains("did you mean wan-2.2?"));
  }

  @Test
  void settingsThatCannotWorkAreRefused() {
    Flavour cloud = Flavour.shipped("openrouter");
    ModelFamily family = ModelFamily.shipped("wan-3.0");
    assertThrows(
        IllegalArgumentException.class,
        () -> OpenAiSettings.standard("a", cloud, Optional.empty(), family));
    assertThrows(
        IllegalArgumentException.class,
        () -> OpenAiSettings.standard("a", cloud, Optional.of("a\nb"), family));
    assertThrows(
        IllegalArgumentException.class,
        () -> OpenAiSettings.standard("a", cloud, Optional.of(""), family));
  }
}
