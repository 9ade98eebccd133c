package dev.afterglow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTextsTest {
  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void everyKeyHasItsMeaningAndNothingElseDoes(String language) throws IOException {
    Properties texts = new Properties();
    try (var stream =
        SettingsTexts.class.getResourceAsStream("settings_" + language + ".properties")) {
      texts.load(stream);
    }
    assertEquals(
        keys().map(Key::name).distinct().sorted().toList(),
        texts.stringPropertyNames().stream()
            .filter(name -> !name.matches("(problem|accepted|list)\\..*|table|engine-table"))
            .sorted()
            .toList());
    keys().forEach(key -> assertTrue(texts.containsKey(key.kind().accepted()), key.name()));
  }

  private static Stream<Key<?>> keys() {
    return Stream.of(
            Keys.ALL.stream(),
            EngineKeys.COMMON.stream(),
            EngineKeys.OPTIONS.stream().map(EngineKeys.Option::key))
        .flatMap(keys -> keys);
  }

  @ParameterizedTest
  @CsvSource({"en,README.md", "zh,README.zh-CN.md"})
  void theTableInTheReadmeIsTheCodes(String language, Path readme) throws IOException {
    String table = Description.table(Language.of(language));
    assertTrue(
        Files.readString(readme).contains("\n" + table),
        () -> readme + " must contain exactly this table:\n" + table);
    String engines = Description.engineTable(Language.of(language));
    assertTrue(
        Files.readString(readme).contains("\n" + engines),
        () -> readme + " must contain exactly this table:\n" + engines);
  }
}
