package dev.afterglow.engines.preview.clouds;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import java.util.SplittableRandom;

/**
 * A strip of cumulus that repeats sideways without a seam: for every place how much cloud there is
 * and how bright it is. Modelled as balls heaped on balls, seen from the side, lit from above.
 */
final class Cumulus {
  /** Steps after which the strip repeats. */
  static final int WIDTH = 1024;

  /** Steps from its highest top to where it is closed. */
  static final int HEIGHT = 256;

  private static final int MASK = WIDTH - 1;

  private final float[] height = new float[WIDTH * HEIGHT];
  private final float[] cover = new float[WIDTH * HEIGHT];
  private final float[] light = new float[WIDTH * HEIGHT];

  private Cumulus() {}

  /**
   * Heaps a strip.
   *
   * @param towards where the light comes from: -1 from the left to 1 from the right
   */
  static Cumulus heap(SplittableRandom random, float towards) {
    Cumulus strip = new Cumulus();
    for (int i = 0; i < 52; i++) {
      double x = random.nextDouble(WIDTH);
      double swell = 0.5 + 0.5 * Math.sin(x / WIDTH * Math.TAU * 3 + 1.1);
      double radius = random.nextDouble(30, 62) * (0.6 + 0.6 * swell);
      double y = HEIGHT * (0.86 - 0.44 * swell * random.nextDouble());
      strip.tower(random, x, y, radius, 3);
    }
    for (int x = 0; x < WIDTH; x += 14) {
      strip.ball(x + random.nextDouble(14), HEIGHT - 16 + random.nextDouble(14), 34);
    }
    strip.shade(towards, random.nextInt(200));
    return strip;
  }

  /** A ball, with smaller ones on its upper side. */
  private void tower(SplittableRandom random, double x, double y, double radius, int levels) {
    ball(x, y, radius);
    if (levels == 0) {
      return;
    }
    for (int i = 0; i < 5; i++) {
      double angle = Math.PI * (0.08 + 0.84 * random.nextDouble());
      double part = random.nextDouble(0.38, 0.60);
      tower(
          random,
          x + radius * 0.86 * Math.cos(angle),
          y - radius * 0.80 * Math.sin(angle),
          radius * part,
          levels - 1);
    }
  }

  private void ball(double x, double y, double radius) {
    int top = Math.max(0, (int) (y - radius));
    int bottom = Math.min(HEIGHT - 1, (int) (y + radius));
    for (int row = top; row <= bottom; row++) {
      for (int column = (int) (x - radius); column <= x + radius; column++) {
        double dx = column - x;
        double dy = row - y;
        double rest = radius * radius - dx * dx - dy * dy;
        if (rest > 0) {
          int i = row * WIDTH + (column & MASK);
          float up = (float) (Math.sqrt(rest) + 0.35 * (y - HEIGHT * 0.5));
          if (cover[i] == 0 || up > height[i]) {
            height[i] = up;
          }
          cover[i] = Math.max(cover[i], Curves.clamp((float) (Math.sqrt(rest) / 7)));
        }
      }
    }
  }

  private void shade(float towards, int offset) {
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        int i = row * WIDTH + column;
        if (cover[i] == 0) {
          continue;
        }
        int left = row * WIDTH + ((column - 2) & MASK);
        int right = row * WIDTH + ((column + 2) & MASK);
        int above = Math.max(0, row - 2) * WIDTH + column;
        int below = Math.min(HEIGHT - 1, row + 2) * WIDTH + column;
        float slopeX = solid(right, i) - solid(left, i);
        float slopeY = solid(below, i) - solid(above, i);
        float length = (float) Math.sqrt(slopeX * slopeX + slopeY * slopeY + 16);
        float facing = (-slopeX * towards * 0.75f + slopeY * 0.86f + 4 * 0.34f) / length;
        float deep = Curves.smooth(0.35f, 1.0f, (float) row / HEIGHT);
        float grain = Noise.sum(column / 22f + offset, row / 22f, 4);
        light[i] = Curves.clamp(0.58f + 0.36f * facing - 0.20f * deep + 0.12f * grain);
      }
    }
  }

  private float solid(int i, int otherwise) {
    float here = cover[i] == 0 ? height[otherwise] - 14 : height[i];
    return Math.clamp(here, height[otherwise] - 14, height[otherwise] + 14);
  }

  /** How much cloud, 0 to 1, between this column and the next. */
  float cover(int row, float x) {
    return between(cover, row, x);
  }

  /** How bright, 0 to 1, between this column and the next. */
  float light(int row, float x) {
    return between(light, row, x);
  }

  private static float between(float[] plane, int row, float x) {
    int floor = (int) Math.floor(x);
    float a = plane[row * WIDTH + (floor & MASK)];
    float b = plane[row * WIDTH + ((floor + 1) & MASK)];
    return a + (b - a) * (x - floor);
  }
}
