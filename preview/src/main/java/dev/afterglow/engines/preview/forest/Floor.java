package dev.afterglow.engines.preview.forest;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.land.Ground;
import dev.afterglow.engines.preview.land.Spot;
import dev.afterglow.engines.preview.scene.Season;

/** The floor of a forest: moss, leaf litter, and a path that leads in. */
record Floor(float offset, Season season) implements Ground {
  @Override
  public float height(float x, float z, float detail) {
    float swell = 1.5f * Noise.sum(x / 19 + offset, z / 16, 3) * Curves.smooth(4, 26, z);
    float bumps = detail < 0.25f ? 0.10f * Noise.sum(x / 0.9f, z / 0.9f, 3) : 0;
    return swell + bumps - 0.16f * path(x, z) + 1.1f * Curves.smooth(3, 14, Math.abs(x - bend(z)));
  }

  private float bend(float z) {
    return 2.4f * (float) Math.sin(z / 13 + offset) + 0.8f * (float) Math.sin(z / 5.1f);
  }

  private float path(float x, float z) {
    return Curves.smooth(1.7f, 0.7f, Math.abs(x - bend(z)) + 0.5f * Noise.sum(x, z, 2));
  }

  @Override
  public void cover(Spot spot) {
    float size = Math.max(0.06f, spot.grain() * 0.5f);
    float patch = Noise.sum(spot.x() / 2.3f + offset, spot.z() / 2.3f, 4);
    float grain = Noise.sum(spot.x() / size, spot.z() / size, 2);
    float tone = 0.85f + 0.6f * grain + 0.25f * patch;
    spot.colour(0.20f * tone, 0.145f * tone, 0.085f * tone);
    float moss = Curves.smooth(-0.12f, 0.22f, patch + 0.2f * grain);
    switch (season) {
      case SPRING, SUMMER -> spot.mix(0.17f * tone, 0.30f * tone, 0.06f * tone, moss * 0.95f);
      case AUTUMN -> {
        spot.mix(
            0.52f * tone, 0.24f * tone, 0.06f * tone, Curves.smooth(-0.2f, 0.2f, grain) * 0.9f);
        spot.mix(0.62f * tone, 0.44f * tone, 0.10f * tone, Curves.smooth(0.1f, 0.3f, patch) * 0.6f);
      }
      case WINTER -> spot.mix(0.74f, 0.78f, 0.86f, Curves.smooth(-0.35f, 0.05f, patch) * 0.92f);
    }
    float dirt = path(spot.x(), spot.z()) * (season == Season.WINTER ? 0.3f : 0.85f);
    spot.mix(0.33f * tone, 0.25f * tone, 0.16f * tone, dirt);
    // light falls through the leaves in patches
    float sun =
        Curves.smooth(0.05f, 0.3f, Noise.sum(spot.x() / 3.1f + 40, spot.z() / 4.4f + offset, 3));
    spot.times(0.55f + 1.1f * sun);
    spot.shine(0.4f * sun);
  }
}
