package dev.afterglow.engines.preview.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens at a moment of a film and is both seen and heard. A pure function of the scene, so
 * that picture and sound agree without knowing of each other; a longer film begins as a shorter one
 * does.
 */
public record Events(List<Lightning> lightning, List<Firework> fireworks) {
  private static final List<Hue> ROCKETS =
      List.of(Hue.GOLD, Hue.RED, Hue.GREEN, Hue.BLUE, Hue.PURPLE, Hue.SILVER, Hue.PINK, Hue.CYAN);

  public Events {
    lightning = List.copyOf(lightning);
    fireworks = List.copyOf(fireworks);
  }

  /** The events of the first seconds of this scene, each list in the order of its times. */
  public static Events of(Scene scene, double seconds) {
    boolean storm = scene.weather() == Weather.STORM || scene.has(Element.LIGHTNING);
    return new Events(
        storm ? lightning(new SplittableRandom(scene.seed() ^ 0x5eed_11L), seconds) : List.of(),
        scene.has(Element.FIREWORKS)
            ? fireworks(scene, new SplittableRandom(scene.seed() ^ 0x5eed_22L), seconds)
            : List.of());
  }

  private static List<Lightning> lightning(SplittableRandom random, double seconds) {
    List<Lightning> strokes = new ArrayList<>();
    double at = random.nextDouble(0.7, 1.3);
    while (at < seconds) {
      double strength = strokes.isEmpty() ? 1 : random.nextDouble(0.3, 1);
      double thunder = 0.25 + (1 - strength) * 1.6 + random.nextDouble(0.3);
      strokes.add(
          new Lightning(at, random.nextDouble(0.1, 0.9), strength, thunder, random.nextLong()));
      at += random.nextDouble(1.4, 3.8);
    }
    return strokes;
  }

  private static List<Firework> fireworks(Scene scene, SplittableRandom random, double seconds) {
    List<Integer> colours = colours(scene);
    List<Firework> rockets = new ArrayList<>();
    double burst = -0.9; // the first one is already open when the film begins
    while (burst < seconds) {
      double rise = random.nextDouble(0.9, 1.4);
      double size = random.nextDouble(0.6, 1.2);
      rockets.add(
          new Firework(
              burst - rise,
              burst,
              random.nextDouble(0.12, 0.88),
              random.nextDouble(0.14, 0.44),
              size,
              random.nextDouble(0.18, 0.45),
              colours.get(random.nextInt(colours.size())),
              random.nextLong()));
      burst += random.nextDouble() < 0.3 ? 0.12 : random.nextDouble(0.3, 0.8);
    }
    return rockets;
  }

  private static List<Integer> colours(Scene scene) {
    return scene
        .subject(Element.FIREWORKS)
        .flatMap(Subject::hue)
        .map(hue -> List.of(hue.rgb(), hue.rgb(), Hue.GOLD.rgb()))
        .orElseGet(() -> ROCKETS.stream().map(Hue::rgb).toList());
  }
}
