package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Space;

/** A line of noise, looked up instead of worked out for every pixel of a wall of rock. */
final class Waver {
  /** Points in a unit; the finest waves that are asked for are 8 units long. */
  private static final int DENSITY = 2;

  /** Units beyond the picture that a camera may show. */
  private static final int ASIDE = 400;

  private final float from;
  private final float[] values;

  /**
   * The line {@code Noise.sum(at / size, other, octaves)} for every x and y that may be seen.
   *
   * @param size units of its broadest waves
   */
  Waver(Space space, float size, float other, int octaves) {
    from = -space.half() - ASIDE;
    float to = Math.max(space.half(), space.bottom()) + ASIDE;
    values = new float[(int) ((to - from) * DENSITY) + 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = Noise.sum((from + (float) i / DENSITY) / size, other, octaves);
    }
  }

  float at(float unit) {
    float place = Math.clamp((unit - from) * DENSITY, 0, values.length - 1.001f);
    int i = (int) place;
    return values[i] + (values[i + 1] - values[i]) * (place - i);
  }
}
