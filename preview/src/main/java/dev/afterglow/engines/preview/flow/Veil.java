package dev.afterglow.engines.preview.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The line one veil hangs from: a sum of slow waves along the picture, with the length of its folds
 * and its strength. Everything in units, as functions of x and time.
 */
record Veil(
    float middle,
    float slope,
    List<Wave> waves,
    float drop,
    float strength,
    float hue,
    boolean upward) {
  private static final int WAVES = 4;

  /**
   * One wave of a line.
   *
   * @param length radians in a unit
   * @param speed radians in a second
   */
  private record Wave(float swing, float length, float speed, float phase) {
    static Wave of(SplittableRandom random, float half, int number) {
      return new Wave(
          (float) random.nextDouble(44, 96) / (1 + number * 1.1f),
          (float) (Math.TAU / (half * random.nextDouble(1.7, 3.0)) * (1 + number * 0.85)),
          (float) random.nextDouble(0.16, 0.42) * (1 + 0.25f * number) * (number % 2 == 0 ? 1 : -1),
          (float) random.nextDouble(Math.TAU));
    }

    float at(float x, float t) {
      return swing * (float) Math.sin(x * length + t * speed + phase);
    }
  }

  static Veil of(SplittableRandom random, float middle, float half, int number, int all) {
    List<Wave> waves = new ArrayList<>();
    for (int i = 0; i < WAVES; i++) {
      waves.add(Wave.of(random, half, i));
    }
    return new Veil(
        middle,
        (float) random.nextDouble(-0.20, 0.20),
        List.copyOf(waves),
        (float) random.nextDouble(90, 200),
        (float) random.nextDouble(0.55, 1.0),
        number * 5.1f / all,
        number % 2 == 1);
  }

  /** The y of the line at this x and time. */
  float line(float x, float t) {
    float y = middle + slope * x;
    for (int i = 0; i < WAVES; i++) {
      y += waves.get(i).at(x, t);
    }
    return y;
  }

  /** How bright the veil is at this x: it fades in and out along its length. */
  float light(float x, float t) {
    float slow =
        (float)
            Math.sin(
                x * waves.get(0).length * 0.8f
                    - t * waves.get(1).speed * 1.4f
                    + waves.get(2).phase);
    float fine =
        (float)
            Math.sin(x * waves.get(3).length * 1.3f + t * waves.get(3).speed + waves.get(0).phase);
    return 1.3f * strength * Math.max(0.03f, 0.56f + 0.36f * slow + 0.14f * fine);
  }

  /** How far the folds fall at this x. */
  float fold(float x, float t) {
    float turn = x * waves.get(1).length * 0.7f + t * waves.get(2).speed * 1.2f;
    return drop * (1 + 0.45f * (float) Math.sin(turn + waves.get(3).phase));
  }
}
