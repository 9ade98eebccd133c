package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.land.Ground;
import dev.afterglow.engines.preview.land.Spot;

/**
 * A cliff that runs out into the sea from one side and ends in a level place.
 *
 * @param tipX metres aside of that place
 * @param tipZ metres to it
 * @param side 1 if the cliff comes from the right, -1 from the left
 * @param offset shifts its shape
 */
record Headland(float tipX, float tipZ, float side, float offset) implements Ground {
  /** Metres of the level place above the water. */
  private static final float HIGH = 14;

  @Override
  public float height(float x, float z, float detail) {
    float inland = side * (x - tipX);
    float middle = tipZ + 0.10f * inland + 7 * Noise.at(inland / 40, offset);
    float wide = 23 + 0.24f * Math.max(0, inland) + 3 * Noise.at(x / 19 + offset, 5.1f);
    float across = Math.abs(z - middle) / wide;
    float ahead = Math.max(0, -inland) / 27;
    float out = (float) Math.sqrt(across * across + ahead * ahead);
    out += 0.30f * Noise.sum(x / 13 + offset, z / 13, 5);
    float wall = Curves.smooth(1.08f, 0.50f, out);
    if (out > 1.25f) {
      return -4;
    }
    float top =
        HIGH
            + 0.10f * Math.max(0, inland - 14)
            + (1.1f + 0.05f * Math.max(0, inland - 10)) * Noise.sum(x / 24 + offset, z / 24, 4);
    float rocks =
        3.1f * Curves.clamp(1.25f - out) * (0.2f + Noise.ridges(x / 8, z / 8 + offset, 4));
    float ledges = detail < 2 ? 1.5f * Noise.sum(x / 4.5f, z / 4.5f + offset, 4) : 0;
    return Math.max(rocks - 0.55f, wall * top + (wall < 0.97f ? ledges * wall : 0) - 0.4f);
  }

  @Override
  public void cover(Spot spot) {
    float patch = Noise.sum(spot.x() / 11, spot.z() / 11 + offset, 4);
    float grain = Noise.sum(spot.x() / 1.7f, (spot.z() + 2.4f * spot.height()) / 1.7f, 3);
    float strata = Noise.at(spot.height() / 1.4f + 1.5f * patch, 3.3f);
    float tone = 0.36f + 0.11f * patch + 0.14f * grain + 0.06f * strata;
    spot.colour(tone * 1.07f, tone * 0.98f, tone * 0.88f);
    float turf =
        Curves.smooth(0.58f, 0.80f, spot.up() + 0.16f * patch)
            * Curves.smooth(5, 10, spot.height() + 4 * patch);
    float leaf = 0.85f + 0.6f * grain;
    spot.mix(0.23f * leaf, 0.33f * leaf, 0.11f * leaf, turf * 0.92f);
    spot.times(1 - 0.5f * Curves.smooth(2.6f, 0.6f, spot.height() + patch));
    spot.shine(0.2f * turf);
  }
}
