package dev.afterglow.engines.preview.meadow;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.land.Ground;
import dev.afterglow.engines.preview.land.Spot;
import dev.afterglow.engines.preview.scene.Season;
import java.util.List;

/**
 * Rolling grassland with drifts of flowers.
 *
 * @param sward colours of the grass
 * @param flowers colours of the drifts; empty for none
 * @param field whether they cover all, as where one kind is grown
 */
record Downs(float offset, Season season, Sward sward, List<Rgb> flowers, boolean field)
    implements Ground {
  @Override
  public float height(float x, float z, float detail) {
    float rise = Curves.smooth(60, 900, z);
    float swell = 52 * Noise.sum(x / 420 + offset, z / 380 + offset, 2);
    float hills =
        210 * Curves.smooth(400, 2600, z) * (0.45f + Noise.sum(x / 1500 + offset, z / 1100, 3));
    float bumps = detail < 3 ? 1.1f * Noise.sum(x / 24, z / 24, 3) : 0;
    return swell * rise + hills + bumps - 3;
  }

  @Override
  public void cover(Spot spot) {
    float patch = Noise.sum(spot.x() / 60 + offset, spot.z() / 60, 4);
    float size = Math.max(0.25f, spot.grain());
    float grain = Noise.sum(spot.x() / size, spot.z() / (size * 2.2f), 2);
    float tone = 0.88f + 0.38f * grain + 0.30f * patch;
    Rgb grass = sward.lush().mix(sward.dry(), Curves.smooth(-0.1f, 0.4f, patch));
    spot.colour(grass.red() * tone, grass.green() * tone, grass.blue() * tone);
    spot.shine(0.5f);
    bloom(spot, grain);
    if (season == Season.WINTER) {
      float drift = 1 + 0.16f * patch + 0.07f * grain;
      spot.mix(
          0.58f * drift,
          0.62f * drift,
          0.69f * drift,
          0.95f * Curves.smooth(-0.62f, -0.30f, patch + 0.4f * grain));
    }
    float woods =
        Curves.smooth(0.16f, 0.24f, Noise.sum(spot.x() / 170 + 9, spot.z() / 150 + offset, 5));
    float far = Curves.smooth(500, 900, spot.z()) * woods;
    spot.mix(0.12f * tone, 0.20f * tone, 0.09f * tone, far * 0.9f);
  }

  /** Drifts of flowers, one colour each; single blossoms melt together with distance. */
  private void bloom(Spot spot, float grain) {
    for (int i = 0; i < flowers.size(); i++) {
      float drift = Noise.sum(spot.x() / 75 + 31 * i + offset, spot.z() / 110 + 7 * i, 3);
      float near = Curves.smooth(14, 60, spot.z());
      float dense =
          Curves.smooth(0.02f, 0.24f, drift + 0.16f * grain + (field ? 0.16f : 0))
              * (0.12f + (field ? 0.55f : 0.34f) * near)
              * Curves.smooth(10, 40, spot.z());
      Rgb colour = flowers.get(i);
      spot.mix(
          colour.red(),
          colour.green(),
          colour.blue(),
          dense * (0.4f + 0.6f * Curves.smooth(-0.2f, 0.35f, grain)));
    }
  }
}
