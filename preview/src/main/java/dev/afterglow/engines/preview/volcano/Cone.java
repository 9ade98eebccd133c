package dev.afterglow.engines.preview.volcano;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.land.Ground;
import dev.afterglow.engines.preview.land.Spot;
import dev.afterglow.engines.preview.scene.Season;

/**
 * A steep cone with a crater, furrowed from its rim down, and wooded land before it.
 *
 * @param x metres aside of its middle
 * @param high metres of its rim
 * @param glow how much brighter than its surroundings lava is; 0 for none
 */
record Cone(float x, float high, float offset, float glow, Season season) implements Ground {
  /** Metres to its middle. */
  static final float AWAY = 4200;

  /** Metres from its middle to the crater's rim. */
  static final float RIM = 230;

  private static final float FOOT = 3500;

  /** Where lava runs: angles from straight toward the eye, in radians, and how far down it gets. */
  private static final float[][] FLOWS = {
    {-0.62f, 0.62f}, {-0.08f, 0.80f}, {0.34f, 0.46f}, {0.95f, 0.70f}
  };

  @Override
  public float height(float atX, float atZ, float detail) {
    float dx = atX - x;
    float dz = AWAY - atZ;
    float far = (float) Math.sqrt(dx * dx + dz * dz);
    float land =
        30 * Noise.sum(atX / 420 + offset, atZ / 420, 4) * Curves.smooth(150, 900, atZ) - 8;
    if (far > FOOT * 1.2f) {
      return land;
    }
    float angle = (float) Math.atan2(dx, dz);
    float down = Curves.clamp((far - RIM) / (FOOT - RIM));
    float cone = high * (float) Math.pow(1 - down, 2.1);
    float furrow = Noise.ridges(angle * 3.6f + offset, far / 1500 + offset, 4) - 0.5f;
    float rough = 0.10f * high * furrow * Curves.smooth(0, 0.10f, down) * (1 - down) * (1 - down);
    float small = detail < 30 ? 26 * Noise.sum(atX / 130, atZ / 130 + offset, 4) * (1 - down) : 0;
    float crater = Curves.smooth(RIM * 1.05f, RIM * 0.45f, far) * 190;
    float notch = 60 * Noise.at(angle * 1.7f + offset, 5.5f) * Curves.smooth(0.12f, 0, down);
    return land * (0.3f + 0.7f * Curves.smooth(0, 0.6f, down))
        + cone
        + rough
        + small
        + notch
        - crater;
  }

  /** How likely a tree is at a place. */
  float wooded(float atX, float atZ, float height) {
    float patch = Noise.sum(atX / 90, atZ / 90, 4);
    return Curves.smooth(-0.15f, 0.1f, patch) * Curves.smooth(high * 0.3f, high * 0.2f, height);
  }

  @Override
  public void cover(Spot spot) {
    float patch = Noise.sum(spot.x() / 120 + offset, spot.z() / 120, 4);
    float grain = Noise.sum(spot.x() / 17, spot.z() / 17, 3);
    float tone = 0.23f + 0.08f * patch + 0.07f * grain;
    spot.colour(tone * 1.12f, tone, tone * 0.94f);
    float green = Curves.smooth(high * 0.36f, high * 0.20f, spot.height() + 150 * patch);
    float leaf = 0.8f + 0.8f * grain;
    boolean bare = season == Season.WINTER;
    spot.mix(
        (bare ? 0.5f : 0.14f) * leaf,
        (bare ? 0.53f : 0.23f) * leaf,
        (bare ? 0.6f : 0.085f) * leaf,
        green);
    if (glow == 0) {
      float snow = Curves.smooth(high * 0.62f, high * 0.80f, spot.height() + 130 * patch);
      spot.mix(0.80f, 0.84f, 0.90f, snow * Curves.smooth(0.25f, 0.5f, spot.up() + 0.2f * grain));
    } else {
      lava(spot, grain);
    }
  }

  /** Molten at its middle and near the rim, a dark crust that cracks farther down. */
  private void lava(Spot spot, float grain) {
    float dx = spot.x() - x;
    float dz = AWAY - spot.z();
    float far = (float) Math.sqrt(dx * dx + dz * dz);
    float angle = (float) Math.atan2(dx, dz);
    float down = Curves.clamp((far - RIM * 0.8f) / FOOT);
    float heat = Curves.smooth(RIM * 1.25f, RIM * 0.8f, far) * 0.8f;
    for (float[] flow : FLOWS) {
      float way =
          flow[0]
              + 0.16f * Noise.sum(far / 620 + flow[0] * 9 + offset, flow[0] * 5, 3)
              + 0.03f * Noise.at(far / 90, flow[0] * 7);
      float wide = (26 + 50 * Curves.smooth(0, 0.5f, down)) / Math.max(far, 60);
      float off = Math.abs(angle - way) / wide;
      float end = Curves.smooth(flow[1], flow[1] * 0.72f, down * 1.25f);
      heat =
          Math.max(
              heat, Curves.smooth(1.15f, 0.25f, off + 0.35f * grain) * end * (1 - 0.35f * down));
    }
    if (heat > 0.01f) {
      float hot = heat * glow;
      spot.mix(1.25f * hot, 0.42f * hot * heat, 0.06f * hot * heat, Math.min(1, 1.4f * heat));
      spot.shine(heat);
    }
  }
}
