package dev.afterglow.engines.preview.sound;

import java.util.SplittableRandom;

/** Waves: each rises, breaks and runs out in foam, a little to one side of the last. */
final class Swells implements Voice {
  private static final int PIECE = 64;

  private final Voice body;
  private final Voice foam;
  private final SplittableRandom random;
  private final double period;
  private final float[] l = new float[PIECE];
  private final float[] r = new float[PIECE];
  private double length;
  private double phase;
  private float side;
  private float bodyLevel;
  private float foamLevel;

  /**
   * Waves.
   *
   * @param period seconds from one wave to the next
   */
  Swells(SplittableRandom random, double period) {
    this.random = random;
    this.period = period;
    body = Beds.surf(random.split());
    foam = Beds.foam(random.split());
    next();
    phase = 0.22; // the first wave breaks within the first two seconds
    bodyLevel = body();
    foamLevel = foam();
  }

  @Override
  public void add(float[] left, float[] right, int count) {
    for (int done = 0; done < count; done += PIECE) {
      int piece = Math.min(PIECE, count - done);
      phase += piece / (length * Soundtrack.RATE);
      if (phase >= 1) {
        phase -= 1;
        next();
      }
      bodyLevel = mix(body, bodyLevel, body(), left, right, done, piece);
      foamLevel = mix(foam, foamLevel, foam(), left, right, done, piece);
    }
  }

  private float mix(
      Voice voice, float from, float to, float[] left, float[] right, int at, int count) {
    java.util.Arrays.fill(l, 0, count, 0);
    java.util.Arrays.fill(r, 0, count, 0);
    voice.add(l, r, count);
    float slope = (to - from) / count;
    float level = from;
    for (int i = 0; i < count; i++) {
      level += slope;
      left[at + i] += l[i] * level * (1 - side);
      right[at + i] += r[i] * level * (1 + side);
    }
    return to;
  }

  private void next() {
    length = period * random.nextDouble(0.8, 1.25);
    side += ((float) random.nextDouble(-0.3, 0.3) - side) * 0.7f;
  }

  /** Rises to the moment of breaking at 0.42 and falls away. */
  private float body() {
    return (float) (0.28 + 0.9 * hump(phase, 0.42, 0.24, 0.3));
  }

  /** Begins as the wave breaks and runs up the shore after it. */
  private float foam() {
    return (float) (0.12 + 0.95 * hump(phase, 0.55, 0.12, 0.36));
  }

  private static double hump(double at, double top, double rise, double fall) {
    double away = (at - top) / (at < top ? rise : fall);
    return Math.exp(-away * away * 1.6);
  }
}
