package dev.afterglow.engines.preview.sound;

import java.util.SplittableRandom;

/** A value that wanders smoothly between two bounds, as wind and water do. */
final class Drift {
  private final SplittableRandom random;
  private final double low;
  private final double high;
  private final double step;
  private double from;
  private double to;
  private double phase;

  /**
   * A wandering value.
   *
   * @param period seconds from one turning point to the next
   */
  Drift(SplittableRandom random, double low, double high, double period) {
    this.random = random;
    this.low = low;
    this.high = high;
    this.step = 1 / (period * Soundtrack.RATE);
    from = pick();
    to = pick();
    phase = random.nextDouble();
  }

  /** The value after so many more samples. */
  double after(int samples) {
    phase += samples * step;
    while (phase >= 1) {
      phase -= 1;
      from = to;
      to = pick();
    }
    double smooth = phase * phase * (3 - 2 * phase);
    return from + (to - from) * smooth;
  }

  private double pick() {
    return low + (high - low) * random.nextDouble();
  }
}
