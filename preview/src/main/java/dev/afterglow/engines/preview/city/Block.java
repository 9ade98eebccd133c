package dev.afterglow.engines.preview.city;

import dev.afterglow.engines.preview.draw.Rgb;
import java.util.SplittableRandom;

/**
 * One building, in units.
 *
 * @param left x of its left edge
 * @param top y of its roof
 * @param shade part of its width, from the right, that is its shaded side
 * @param setback how much narrower its upper part is on either side, as a part of its width
 * @param shoulder y at which it becomes narrower
 * @param mast units that an antenna rises above the roof, 0 for none
 * @param glass 0 for stone to 1 for a wall of glass
 */
record Block(
    float left,
    float width,
    float top,
    float shade,
    float setback,
    float shoulder,
    float mast,
    float glass,
    Rgb wall,
    int seed) {
  private static final int[] WALLS = {
    0xB4BEC8, 0xC8B8A0, 0x8FA4B8, 0xD6CCBC, 0x7890A8, 0xB08468, 0x9CB2B8, 0xC4C8CC
  };

  static Block of(SplittableRandom random, float left, float width, float top, float foot) {
    float height = foot - top;
    boolean tower = height > 1.9f * width;
    float setback = tower && random.nextDouble() < 0.55 ? (float) random.nextDouble(0.08, 0.2) : 0;
    return new Block(
        left,
        width,
        top,
        (float) random.nextDouble(0.18, 0.42),
        setback,
        top + height * (float) random.nextDouble(0.12, 0.38),
        tower && random.nextDouble() < 0.4 ? height * (float) random.nextDouble(0.08, 0.2) : 0,
        (float) random.nextDouble(),
        Rgb.of(WALLS[random.nextInt(WALLS.length)]).times((float) random.nextDouble(0.78, 1.08)),
        random.nextInt());
  }

  float middle() {
    return left + width / 2;
  }

  /** Half its width at this height. */
  float reach(float y) {
    return width * (y < shoulder ? 0.5f - setback : 0.5f);
  }

  /** A number from 0 to 1 that belongs to one window of this building. */
  float chance(int column, int floor, int purpose) {
    int hash = seed ^ (column * 0x9E3779B1) ^ (floor * 0x85EBCA6B) ^ (purpose * 0xC2B2AE35);
    hash ^= hash >>> 15;
    hash *= 0x2C1B3C6D;
    hash ^= hash >>> 12;
    hash *= 0x297A2D39;
    hash ^= hash >>> 15;
    return (hash >>> 8) * 0x1p-24f;
  }
}
