package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.scene.Season;

/**
 * Low land beside water: a bank of pebbles, then grass, rising to wooded knolls. Height 0 is the
 * water line.
 *
 * @param water tells how far inside the water a place lies, in metres; negative on land
 * @param steep how fast the land rises behind the bank
 */
public record Shoreland(Shape water, float steep, float offset, Season season) implements Ground {
  /** The outline of a lake or a river. */
  @FunctionalInterface
  public interface Shape {
    /** Metres inside of the water; negative on land. */
    float inside(float x, float z);
  }

  @Override
  public float height(float x, float z, float detail) {
    float land =
        -water.inside(x, z) + 0.12f * z * Noise.sum(x / (z * 0.35f + 30) + offset, z / 190, 3);
    if (land < 0) {
      return Math.max(-3, land * 0.2f);
    }
    float knolls = 0.55f + 1.1f * Noise.sum(x / 230 + offset, z / 230, 4);
    float bumps = 0.5f * Noise.sum(x / 9, z / 9, detail < 2 ? 4 : 2);
    return Math.min(land * 0.10f, 1.2f)
        + land * steep * Math.max(0.15f, knolls)
        + bumps * Math.min(1, land * 0.05f) * (1 + land * 0.01f);
  }

  @Override
  public void cover(Spot spot) {
    float patch = Noise.sum(spot.x() / 26, spot.z() / 26, 4);
    float grain = Noise.sum(spot.x() / 2.6f, spot.z() / 2.6f + 3, 3);
    float size = spot.grain();
    float fine = size < 2 ? Noise.sum(spot.x() / size, spot.z() / size, 2) : 0;
    boolean autumn = season == Season.AUTUMN;
    float dry = autumn ? 0.75f : Curves.smooth(0.05f, 0.5f, patch) * 0.35f;
    float tone = 0.86f + 0.5f * grain + 0.35f * patch + 0.42f * fine;
    spot.colour(
        Curves.mix(0.20f, 0.44f, dry) * tone,
        Curves.mix(0.34f, 0.36f, dry) * tone,
        Curves.mix(0.11f, 0.14f, dry) * tone);
    float stones = Curves.smooth(1.3f, 0.5f, spot.height() + 0.8f * patch);
    float pebble = 0.42f + 0.22f * grain + 0.1f * patch + 0.30f * fine;
    spot.mix(pebble * 1.02f, pebble * 0.97f, pebble * 0.88f, stones);
    float damp = Curves.smooth(0.35f, 0.05f, spot.height());
    spot.times(1 - 0.45f * damp);
    if (season == Season.WINTER) {
      spot.mix(
          0.74f, 0.78f, 0.85f, Curves.smooth(0.5f, 0.8f, spot.up() + 0.3f * patch) * (1 - damp));
    }
    spot.shine(0.35f * (1 - stones));
  }
}
