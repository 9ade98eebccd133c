package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Mood;
import dev.afterglow.engines.preview.scene.Palette;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Chooses a film's colours: those the prompt names, then its mood's, then the text's own. */
final class Palettes {
  private static final int SIZE = 4;

  private Palettes() {}

  /**
   * The palette of a text.
   *
   * @param hash a stable hash of the text, which decides where neither colour nor mood does
   */
  static Palette of(List<Hue> hues, Mood mood, TimeOfDay time, long hash) {
    List<Integer> rest = mood == Mood.NEUTRAL ? of(time).orElseGet(() -> harmony(hash)) : of(mood);
    return new Palette(
        Stream.concat(hues.stream().map(Hue::rgb), rest.stream()).distinct().limit(SIZE).toList());
  }

  /** The colours of a time of day that a prompt names; by day and night anything may be lit. */
  private static Optional<List<Integer>> of(TimeOfDay time) {
    return switch (time) {
      case DAWN -> Optional.of(List.of(0xFFC58A, 0xF7DFA8, 0xE88C7A, 0x8FB4D8));
      case SUNSET -> Optional.of(List.of(0xFF8A3D, 0xF2B844, 0xC2487A, 0x5A3F8A));
      case DUSK -> Optional.of(List.of(0x4A5FB0, 0xE08A6A, 0x2B3A78, 0x9A6FB8));
      case DAY, NIGHT -> Optional.empty();
    };
  }

  private static List<Integer> of(Mood mood) {
    return switch (mood) {
      case NEUTRAL, CALM -> List.of(0x3E7FA8, 0x8FC7CF, 0xDCE8DC, 0x27496B);
      case JOYFUL -> List.of(0xFFB43B, 0xFF6F61, 0x4FC3C7, 0xFFE08A);
      case EPIC -> List.of(0x1F3F7A, 0xE8A54B, 0x7A2E3F, 0xF4DDB0);
      case MYSTERIOUS -> List.of(0x3B2A7A, 0x2BA8A0, 0x8A4FD0, 0x11204A);
      case ROMANTIC -> List.of(0xF07C9C, 0xF7C6B5, 0xB04A82, 0xFFE3D0);
      case MELANCHOLY -> List.of(0x4A6079, 0x8FA0AE, 0x2E3B4E, 0xC9BFB0);
      case DARK -> List.of(0x2B2F3A, 0x6B1F26, 0x12141A, 0x8A8076);
      case ENERGETIC -> List.of(0xFF3D5A, 0xFF9A1F, 0x7A2BFF, 0x20C8FF);
    };
  }

  /** Four colours that go together: a base, its neighbours, and an accent from the other side. */
  private static List<Integer> harmony(long hash) {
    SplittableRandom random = new SplittableRandom(hash);
    float base = (float) random.nextDouble();
    float turn = random.nextBoolean() ? 0.08f : -0.08f;
    List<Integer> colours = new ArrayList<>();
    colours.add(rgb(base, 0.72f, 0.78f));
    colours.add(rgb(base + turn, 0.62f, 0.92f));
    colours.add(rgb(base - turn * 1.6f, 0.80f, 0.52f));
    colours.add(rgb(base + 0.46f, 0.55f, 0.96f));
    return colours;
  }

  private static int rgb(float hue, float saturation, float brightness) {
    return Color.HSBtoRGB(hue, saturation, brightness) & 0xFFFFFF;
  }
}
