package dev.afterglow.engines.preview.draw;

/** The few curves that all drawing is made of. */
public final class Curves {
  private Curves() {}

  /** From a at t=0 to b at t=1, on past both ends. */
  public static float mix(float a, float b, float t) {
    return a + (b - a) * t;
  }

  /** Held to 0..1. */
  public static float clamp(float value) {
    return value < 0 ? 0 : value > 1 ? 1 : value;
  }

  /** 0 before {@code from}, 1 after {@code to}, smooth between; {@code from} may be the greater. */
  public static float smooth(float from, float to, float value) {
    float t = clamp((value - from) / (to - from));
    return t * t * (3 - 2 * t);
  }

  /** About e^-q for q from 0 to 8, and 0 beyond; cheap enough for every pixel. */
  public static float fall(float q) {
    float t = 1 - q * 0.125f;
    t = t < 0 ? 0 : t;
    t *= t;
    t *= t;
    return t * t;
  }
}
