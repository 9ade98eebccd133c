package dev.afterglow.engines.preview.draw;

/** Draws a coarse row of values out to pixels, in straight lines between its points. */
public final class Stretch {
  private Stretch() {}

  /**
   * Adds to a row of pixels what lies between two coarse rows.
   *
   * @param values coarse rows, one after another
   * @param upper where the upper row begins
   * @param lower where the lower row begins
   * @param weight how near the lower one is, 0 to 1
   * @param step pixels from one point to the next
   * @param from first pixel that is needed
   * @param to last pixel that is needed; up to {@code step} more are written
   * @param strength factor on all values
   */
  public static void add(
      float[] values,
      int upper,
      int lower,
      float weight,
      int step,
      int from,
      int to,
      float strength,
      float[] out) {
    float part = strength / step;
    int lastCell = to / step;
    int cell = from / step;
    float left = between(values, upper + cell, lower + cell, weight);
    for (int at = cell * step; cell <= lastCell; cell++, at += step) {
      float right = between(values, upper + cell + 1, lower + cell + 1, weight);
      float start = left * strength;
      float slope = (right - left) * part;
      left = right;
      // written out for the usual sizes, where a loop of few turns costs more than its work
      out[at] += start;
      out[at + 1] += start + slope;
      if (step >= 4) {
        out[at + 2] += start + slope * 2;
        out[at + 3] += start + slope * 3;
      }
      for (int k = 4; k < step; k++) {
        out[at + k] += start + slope * k;
      }
    }
  }

  private static float between(float[] values, int a, int b, float weight) {
    return values[a] + (values[b] - values[a]) * weight;
  }
}
