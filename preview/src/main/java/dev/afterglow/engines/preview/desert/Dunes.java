package dev.afterglow.engines.preview.desert;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.land.Ground;
import dev.afterglow.engines.preview.land.Spot;

/**
 * Dunes: long slopes against the wind, steep lee sides, crests that wander and fork, and ripples
 * where one stands close enough to see them.
 *
 * @param sand what the prompt makes of the sand's colour, a factor
 */
record Dunes(float offset, float wind, Rgb sand) implements Ground {
  @Override
  public float height(float x, float z, float detail) {
    float grow = 0.35f + 0.65f * Curves.smooth(30, 500, z);
    float far = Curves.smooth(600, 3000, z);
    float high = dune(x, z, 300, offset) * 58 * (1 + 0.8f * far);
    float low = dune(x + 90, z - 40, 120, offset + 40) * 17;
    float swell = 26 * Noise.sum(x / 700 + offset, z / 700, 2);
    float rough = detail < 4 ? 0.35f * Noise.sum(x / 14, z / 14, 3) : 0;
    return (high + low) * grow + swell * grow + rough - 4;
  }

  /** One family of dunes, 0 to 1: a ridge line where warped noise changes sign, skewed by wind. */
  private float dune(float x, float z, float size, float shift) {
    float bend = Noise.sum(x / (size * 1.9f) + shift, z / (size * 1.9f), 2);
    float u = (x * 0.82f + z * 0.57f * wind) / size + bend * 1.5f + shift;
    float v = (z * 0.82f - x * 0.57f * wind) / (size * 2.3f) + bend * 0.6f;
    float phase = u + 0.9f * Noise.sum(v, shift + u * 0.2f, 2);
    float saw = phase - (float) Math.floor(phase);
    float slope = saw < 0.70f ? saw / 0.70f : (1 - saw) / 0.30f;
    float crest = slope * slope * (1.7f - 0.7f * slope);
    return crest * (0.55f + 0.75f * Noise.sum(v * 1.4f + 7, (float) Math.floor(phase) * 3.7f, 2));
  }

  @Override
  public void cover(Spot spot) {
    float patch = Noise.sum(spot.x() / 90 + offset, spot.z() / 90, 4);
    float size = spot.grain();
    float grain = Noise.sum(spot.x() / size, spot.z() / size, 2);
    float ripple = ripple(spot, patch);
    float tone = 0.98f + 0.16f * patch + 0.07f * grain + ripple;
    spot.colour(0.80f * tone, 0.56f * tone, 0.33f * tone);
    spot.mix(0.74f * tone, 0.44f * tone, 0.25f * tone, Curves.smooth(0.0f, 0.4f, patch) * 0.6f);
    spot.filter(sand);
  }

  private float ripple(Spot spot, float patch) {
    float seen = Curves.smooth(0.30f, 0.06f, spot.detail());
    if (seen <= 0) {
      return 0;
    }
    float bend = Noise.sum(spot.x() / 5, spot.z() / 5, 3);
    float wave =
        (float)
            Math.sin((spot.x() * 0.82f + spot.z() * 0.57f * wind) * 7.5f + bend * 9 + patch * 5);
    return 0.12f * wave * seen * Curves.smooth(0.80f, 0.95f, spot.up());
  }
}
