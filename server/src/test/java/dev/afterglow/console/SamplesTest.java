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

  /** Between single quotes, double ones have no meaning. */
  private static final List<String> SINGLE_QUOTES = List.of("PHP", "Dart");

  @Test
  void promptEndsNoTextOfAnyLanguage() {
    for (Sample sample : samples) {
      boolean single = SINGLE_QUOTES.contains(sample.label());
      assertTrue(sample.code().contains(single ? "it\\'s" : "so\\"), sample.code());
      assertTrue(single || !sample.code().contains(" \"so\" "), sample.code());
      assertTrue(sample.code().contains("%url %json"), sample.label());
      assertTrue(sample.label().equals("PHP") || !sample.code().contains("\\ \n"), sample.code());
    }
  }

  @Test
  void variablesOfALanguageStayText() {
    for (Sample sample : samples) {
      String home =
          switch (sample.label()) {
            case "Dart" -> "\\$HOME";
            default -> "$HOME";
          };
      assertTrue(sample.code().contains(home), sample.code());
    }
    List<Sample> ruby =
        Samples.of("http://x", new Samples.Order("sora-2", "#{exit} #$0", 4, "720p", "16:9"));
    assertTrue(ruby.get(6).code().contains("\"\\#{exit} \\#$0\""), ruby.get(6).code());
  }

  @Test
  void whatWasChosenStandsInEveryLanguage() {
    Samples.Order order = new Samples.Order("sora-2-pro", PROMPT, 12, "1080p", "9:16");
    for (Sample sample : Samples.of("https://films.example.org", order)) {
      for (String chosen : List.of("sora-2-pro", "12", "1080p", "9:16", "films.example.org")) {
        assertTrue(sample.code().contains(chosen), sample.label() + " lacks " + chosen);
      }
      assertFalse(sample.code().contains("127.0.0.1"), sample.label());
      assertFalse(sample.code().contains("瀑布"), sample.label());
    }
  }

  @Test
  void languagesAreThoseOfTheContract() {
    assertEquals(
        List.of(
            "cURL",
            "Python",
            "JavaScript",
            "Go",
            "Java",
            "PHP",
            "Ruby",
            "Swift",
            "C#",
            "C",
            "Objective-C",
            "OCaml",
            "Dart",
            "R"),
        samples.stream().map(Sample::label).toList());
  }
}
