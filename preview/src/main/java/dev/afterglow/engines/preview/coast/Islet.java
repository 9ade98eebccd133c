package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.land.Ground;
import dev.afterglow.engines.preview.land.Spot;

/**
 * An island: sand at the water, jungle above it, rock where it is steep.
 *
 * @param x metres aside of its middle
 * @param z metres to its middle
 * @param wide metres from its middle to its ends
 * @param high metres of its summit
 * @param offset shifts its shape, so that islands differ
 */
record Islet(float x, float z, float wide, float high, float offset) implements Ground {
  @Override
  public float height(float atX, float atZ, float detail) {
    float across = (atX - x) / wide;
    float along = (atZ - z) / (wide * 0.62f);
    float coast = 0.22f * Noise.sum(atX / (wide * 0.45f) + offset, atZ / (wide * 0.3f), 4);
    float out = (float) Math.sqrt(across * across + along * along) + coast;
    if (out > 1) {
      return Math.max(-6, (1 - out) * wide * 0.25f);
    }
    float inland = 1 - out;
    float ridges = Noise.ridges(atX / (wide * 0.42f) + offset, atZ / (wide * 0.42f), 4);
    float hill = (float) Math.pow(Math.max(0, inland - 0.08f), 1.3) * (0.35f + 0.95f * ridges);
    float canopy =
        detail < 5
            ? 3.4f * Math.abs(Noise.at(atX / 7, atZ / 7)) * Curves.smooth(5, 14, high * hill)
            : 0;
    return Math.min(inland * wide * 0.07f, 2.6f) + high * hill + canopy;
  }

  @Override
  public void cover(Spot spot) {
    float patch = Noise.sum(spot.x() / 42 + offset, spot.z() / 42, 4);
    float leaf = Noise.sum(spot.x() / 6, spot.z() / 6 + offset, 3);
    float tone = 0.80f + 0.75f * leaf + 0.35f * patch;
    spot.colour(0.15f * tone, 0.30f * tone, 0.08f * tone);
    spot.mix(0.30f * tone, 0.40f * tone, 0.12f * tone, Curves.smooth(0, 0.4f, patch));
    float cliff = Curves.smooth(0.46f, 0.30f, spot.up() + 0.14f * patch);
    float stone = 0.36f + 0.16f * patch + 0.12f * leaf;
    spot.mix(stone * 1.03f, stone * 0.96f, stone * 0.86f, cliff);
    float sand = Curves.smooth(6.0f, 3.2f, spot.height() + 1.4f * patch);
    spot.mix(0.88f, 0.79f, 0.61f, sand);
    spot.times(1 - 0.35f * Curves.smooth(0.7f, 0.1f, spot.height()));
    spot.shine(0.25f * (1 - sand) * (1 - cliff));
  }
}
