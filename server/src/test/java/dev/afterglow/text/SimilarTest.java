package dev.afterglow.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarTest {
  private static final List<String> NAMES = List.of("resolution", "ratio", "images", "image");

  @ParameterizedTest
  @CsvSource({
    "resolutoin, resolution",
    "resolution, resolution",
    "resol, ''",
    "ratoi, ratio", // two letters swapped are one mistake
    "rtaoi, ''",
    "ratios, ratio",
    "imagess, images",
    "weather, ''"
  })
  void nearestNameIsFoundWithinAThirdOfTheLetters(String mistyped, String meant) {
    assertEquals(meant.isEmpty() ? List.of() : List.of(meant), Similar.to(mistyped, NAMES));
  }

  @ParameterizedTest
  @CsvSource({"resolutoin, 2, resolution", "resolutoni, 1, ''", "rsluton, 3, ''"})
  void boundOnEditsHolds(String mistyped, int mostEdits, String meant) {
    assertEquals(
        meant.isEmpty() ? List.of() : List.of(meant), Similar.to(mistyped, NAMES, mostEdits));
  }

  /** Of two that are as near the first one is taken, so that an answer never changes. */
  @ParameterizedTest
  @CsvSource({"imagez, images", "imageq, images"})
  void firstOfTwoIsTaken(String mistyped, String meant) {
    assertEquals(List.of(meant), Similar.to(mistyped, NAMES));
  }
}
