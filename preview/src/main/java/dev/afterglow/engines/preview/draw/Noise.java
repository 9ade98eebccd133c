package dev.afterglow.engines.preview.draw;

import java.util.SplittableRandom;

/**
 * Gradient noise after Perlin (Improving Noise, 2002), about -1 to 1, for baking. What moves reads
 * {@link Tile}s instead.
 */
public final class Noise {
  private static final int LATTICE = 256;
  private static final float[] GRADIENT_X = new float[LATTICE];
  private static final float[] GRADIENT_Y = new float[LATTICE];
  private static final short[] HASH = new short[2 * LATTICE];

  static {
    SplittableRandom random = new SplittableRandom(20261122);
    for (int i = 0; i < LATTICE; i++) {
      double angle = i * Math.TAU / LATTICE;
      GRADIENT_X[i] = (float) Math.cos(angle) * 1.5f;
      GRADIENT_Y[i] = (float) Math.sin(angle) * 1.5f;
      HASH[i] = (short) i;
    }
    for (int i = LATTICE - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      short kept = HASH[i];
      HASH[i] = HASH[other];
      HASH[other] = kept;
    }
    System.arraycopy(HASH, 0, HASH, LATTICE, LATTICE);
  }

  private Noise() {}

  /** One octave, with features about one unit wide. */
  public static float at(float x, float y) {
    return periodic(x, y, LATTICE);
  }

  /** One octave that repeats after a period, a power of two up to 256. */
  static float periodic(float x, float y, int period) {
    int mask = period - 1;
    int floorX = (int) Math.floor(x);
    int floorY = (int) Math.floor(y);
    float fx = x - floorX;
    float fy = y - floorY;
    float u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    float v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    int x0 = floorX & mask;
    int x1 = (floorX + 1) & mask;
    int y0 = floorY & mask;
    int y1 = (floorY + 1) & mask;
    float upper = gradient(x0, y0, fx, fy);
    float lower = gradient(x0, y1, fx, fy - 1);
    upper += (gradient(x1, y0, fx - 1, fy) - upper) * u;
    lower += (gradient(x1, y1, fx - 1, fy - 1) - lower) * u;
    return upper + (lower - upper) * v;
  }

  private static float gradient(int x, int y, float dx, float dy) {
    int hash = HASH[HASH[x] + y];
    return GRADIENT_X[hash] * dx + GRADIENT_Y[hash] * dy;
  }

  /** A sum of octaves, each half as strong and twice as fine as the one before. */
  public static float sum(float x, float y, int octaves) {
    float total = 0;
    float strength = 0.5f;
    for (int octave = 0; octave < octaves; octave++) {
      total += strength * at(x, y);
      x = x * 2.03f + 17.1f;
      y = y * 2.03f - 9.7f;
      strength *= 0.5f;
    }
    return total;
  }

  /** Sharp crests, 0 to 1, as of mountains and cracks. */
  public static float ridges(float x, float y, int octaves) {
    float total = 0;
    float strength = 0.5f;
    float most = 0;
    for (int octave = 0; octave < octaves; octave++) {
      float crest = 1 - Math.abs(at(x, y)) * 1.6f;
      total += strength * crest * crest;
      most += strength;
      x = x * 2.07f + 31.3f;
      y = y * 2.07f + 11.9f;
      strength *= 0.5f;
    }
    return total / most;
  }
}
