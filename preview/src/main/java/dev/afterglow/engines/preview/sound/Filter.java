package dev.afterglow.engines.preview.sound;

/**
 * A state-variable filter with two poles that stays stable while its frequency moves. After A.
 * Simper, "Linear Trapezoidal Integrated State Variable Filter".
 */
final class Filter {
  private float a1;
  private float a2;
  private float a3;
  private float k;
  private float s1;
  private float s2;
  private float band;

  Filter(double hertz, double q) {
    tune(hertz, q);
  }

  /** Moves the filter to a frequency; a higher q is a narrower band. */
  void tune(double hertz, double q) {
    double g = Math.tan(Math.PI * Math.min(hertz, Soundtrack.RATE * 0.45) / Soundtrack.RATE);
    k = (float) (1 / q);
    a1 = (float) (1 / (1 + g * (g + 1 / q)));
    a2 = (float) (g * a1);
    a3 = (float) (g * a2);
  }

  /** What lies below the frequency. */
  float low(float in) {
    float v3 = in - s2;
    float v1 = a1 * s1 + a2 * v3;
    float v2 = s2 + a2 * s1 + a3 * v3;
    s1 = 2 * v1 - s1;
    s2 = 2 * v2 - s2;
    band = v1;
    return v2;
  }

  /** What lies around the frequency, at the level it came with. */
  float band(float in) {
    low(in);
    return k * band;
  }

  /** What lies above the frequency. */
  float high(float in) {
    float low = low(in);
    return in - k * band - low;
  }
}
