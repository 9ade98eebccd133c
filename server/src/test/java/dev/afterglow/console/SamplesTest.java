package dev.afterglow.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.console.view.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SamplesTest {
  private static final String PROMPT = "it's \"so\" $HOME `x` \\ \n %url %json";

  private final List<Sample> samples =
      Samples.of(
          "https://films.example.org", new Samples.Order("sora-2", PROMPT, 8, "720p", "16:9"));

  @Test
  void promptIsQuotedForTheShell() {
    String curl = samples.getFirst().code();
    assertTrue(curl.contains("it'\\''s \\\"so\\\" $HOME"), curl);
  }

  @Test
  void promptEndsNoTextOfAnyLanguage() {
    for (Sample sample : samples) {
      assertFalse(sample.code().contains(" \"so\" "), sample.label());
      assertTrue(sample.code().contains("%url %json"), sample.label());
      assertFalse(sample.code().contains("\\ \n"), sample.label());
    }
  }

  @Test
  void fiveLanguagesAreShown() {
    assertEquals(
        List.of("curl", "Python", "JavaScript", "Go", "Java"),
        samples.stream().map(Sample::label).toList());
  }
}
