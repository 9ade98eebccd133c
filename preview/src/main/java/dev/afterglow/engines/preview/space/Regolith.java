package dev.afterglow.engines.preview.space;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.land.Ground;
import dev.afterglow.engines.preview.land.Spot;

/**
 * The ground of the Moon: rounded hills and mountains, craters of all sizes in it, grey dust over
 * all.
 *
 * @param offset shifts the whole landscape, so that seeds differ
 */
record Regolith(float offset) implements Ground {
  /** Metres from one crater to the next, from the largest kind to the smallest. */
  private static final float[] APART = {520, 150, 44, 13, 4};

  @Override
  public float height(float x, float z, float detail) {
    float far = Curves.smooth(700, 4200, z);
    float hills = 46 * Noise.sum(x / 520 + offset, z / 520, 3) * Curves.smooth(40, 500, z);
    float mountains =
        620 * far * Curves.smooth(-0.15f, 0.7f, Noise.sum(x / 2300 + offset, z / 1900, 4));
    float height = hills + mountains + 0.8f * Noise.sum(x / 30, z / 30 + offset, 3);
    for (int i = 0; i < APART.length && APART[i] > detail * 5; i++) {
      height += craters(x, z, APART[i], i * 17.3f + offset);
    }
    return height + (detail < 0.4f ? 0.05f * Noise.sum(x / 0.7f, z / 0.7f, 3) : 0);
  }

  /** One crater in most cells of a grid: a bowl, a raised rim, and what was thrown out of it. */
  private static float craters(float x, float z, float apart, float shift) {
    float u = x / apart + shift;
    float v = z / apart + shift * 0.7f;
    int cellU = (int) Math.floor(u);
    int cellV = (int) Math.floor(v);
    float height = 0;
    for (int i = cellU - 1; i <= cellU + 1; i++) {
      for (int j = cellV - 1; j <= cellV + 1; j++) {
        float chance = hash(i, j, 1);
        if (chance > 0.62f) {
          continue;
        }
        float radius = 0.12f + 0.30f * chance * chance * 2.4f;
        float du = u - i - 0.25f - 0.5f * hash(i, j, 2);
        float dv = v - j - 0.25f - 0.5f * hash(i, j, 3);
        float out = (float) Math.sqrt(du * du + dv * dv) / radius;
        if (out < 2.2f) {
          float deep = radius * apart * 0.34f * (0.4f + 0.6f * hash(i, j, 4));
          height += deep * bowl(out);
        }
      }
    }
    return height;
  }

  /** The shape of a crater of depth 1: its floor, its rim at 1, its apron. */
  private static float bowl(float out) {
    if (out < 1) {
      return Math.max(-0.72f, 1.15f * out * out * out - 0.80f);
    }
    float away = (out - 1) / 1.2f;
    return 0.35f * (1 - away) * (1 - away) * Curves.smooth(1, 0.2f, away);
  }

  private static float hash(int i, int j, int purpose) {
    int hash = i * 0x9E3779B1 ^ j * 0x85EBCA6B ^ purpose * 0xC2B2AE35;
    hash ^= hash >>> 15;
    hash *= 0x2C1B3C6D;
    hash ^= hash >>> 12;
    hash *= 0x297A2D39;
    hash ^= hash >>> 15;
    return (hash >>> 8) * 0x1p-24f;
  }

  @Override
  public void cover(Spot spot) {
    float patch = Noise.sum(spot.x() / 70 + offset, spot.z() / 70, 4);
    float size = spot.grain();
    float grain = Noise.sum(spot.x() / size, spot.z() / size, 2);
    float tone = 0.50f + 0.10f * patch + 0.13f * grain;
    spot.colour(tone * 1.02f, tone, tone * 0.96f);
  }
}
