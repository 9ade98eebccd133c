package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.scene.Season;

/**
 * High mountains behind lower, wooded ones, with a valley that opens in the middle.
 *
 * @param offset shifts the whole landscape, so that seeds differ
 * @param peak height of the highest peaks in metres
 * @param start distance in metres where the land begins to rise
 * @param summit distance in metres at which the highest peaks stand
 * @param snow height in metres above which snow lies
 * @param valley where the valley runs, in metres aside for each metre of distance
 * @param gap how far the valley opens: 0 for a wall of peaks behind it, 1 for a view to the horizon
 */
record Alps(
    float offset,
    float peak,
    float start,
    float summit,
    float snow,
    float valley,
    float gap,
    Season season)
    implements Ground {

  /** Where the valley of a scene runs: under a low sun or the moon, so that it is seen. */
  static float valley(Light light, float otherwise) {
    return lowSun(light) ? light.sunX() / Terrain.FOCAL : otherwise;
  }

  /** How far it opens. */
  static float gap(Light light) {
    return lowSun(light) ? 1 : 0;
  }

  private static boolean lowSun(Light light) {
    return light.night() > 0.1f;
  }

  @Override
  public float height(float x, float z, float detail) {
    float rise = Curves.smooth(start, summit, z);
    float aside = Math.abs(x / z - valley);
    float low = 0.20f - 0.15f * gap;
    float opening = low + (1 - low) * Curves.smooth(0.02f, 0.62f - 0.1f * gap, aside);
    float scale = 1 / (summit * 0.52f);
    float u = x * scale + offset;
    float v = z * scale * 0.9f + offset * 0.7f;
    float crests = crests(u, v, detail * scale);
    float least = 0.30f - 0.22f * gap;
    float closed = Curves.smooth(0.55f, 1.0f, rise) * 0.62f * (1 - gap);
    float shape = least + (1 - least) * Curves.mix(opening, 1, closed);
    float high = peak * rise * shape * (0.20f + 1.05f * crests);
    float foot = start * 0.05f * Curves.smooth(start * 0.5f, start * 1.6f, z);
    return high + foot * Noise.sum(x / start * 2.1f + offset, z / start * 2.1f, 4) - start * 0.012f;
  }

  /** Ridges whose finer ridges grow only where the coarser ones do, as erosion leaves them. */
  private static float crests(float x, float y, float detail) {
    float total = 0;
    float strength = 0.55f;
    float weight = 1;
    float size = 1;
    float bend = Noise.at(x * 0.7f + 5, y * 0.7f) * 0.35f;
    float u = x + bend;
    float v = y - bend;
    for (int octave = 0; octave < 10 && size > detail * 0.7f; octave++) {
      float crest = 1 - Math.abs(Noise.at(u, v)) * 1.15f;
      crest *= crest * weight;
      weight = Curves.clamp(crest * 1.9f);
      total += crest * strength;
      // turned a little each time, so that octaves do not line up
      float turned = u * 1.72f - v * 1.05f + 11.3f;
      v = u * 1.05f + v * 1.72f - 4.7f;
      u = turned;
      strength *= 0.46f;
      size *= 0.496f;
    }
    return total;
  }

  /** How likely a tree is at a place. */
  float wooded(float x, float z, float height) {
    float scale = 1 / (summit * 0.02f);
    float patch = Noise.sum(x * scale, z * scale, 4);
    float grain = Noise.sum(x * scale * 7, z * scale * 7 + 3, 3);
    return Curves.smooth(-0.12f, 0.10f, patch + 0.4f * grain)
        * Curves.smooth(snow * 0.66f, snow * 0.5f, height);
  }

  @Override
  public void cover(Spot spot) {
    float scale = 1 / (summit * 0.02f);
    float patch = Noise.sum(spot.x() * scale, spot.z() * scale, 4);
    float grain = Noise.sum(spot.x() * scale * 7, spot.z() * scale * 7 + 3, 3);
    rock(spot, patch, grain);
    grow(spot, patch, grain);
    snow(spot, patch, grain);
  }

  private static void rock(Spot spot, float patch, float grain) {
    float tone = 0.40f + 0.10f * patch + 0.09f * grain;
    spot.colour(tone * 1.04f, tone * 0.99f, tone * 0.97f);
  }

  private void grow(Spot spot, float patch, float grain) {
    float line = snow * (0.62f + 0.10f * patch);
    float level = Curves.smooth(0.50f, 0.74f, spot.up() + 0.20f * patch);
    float grass = Curves.smooth(line * 1.25f, line * 0.85f, spot.height()) * level;
    // where single trees stand, the ground between them is only a little darker
    float painted = 0.30f + 0.65f * Curves.smooth(900, 2400, spot.z());
    float woods =
        painted
            * Curves.smooth(line, line * 0.72f, spot.height())
            * Curves.smooth(-0.25f, 0.05f, patch + 0.4f * grain);
    boolean autumn = season == Season.AUTUMN;
    spot.mix(autumn ? 0.42f : 0.25f, 0.36f, 0.15f, grass * 0.9f);
    float leaf = 0.75f + 0.9f * grain;
    float gold = autumn ? Curves.smooth(-0.1f, 0.25f, grain) * 0.8f : 0;
    spot.mix(
        (0.09f + 0.42f * gold) * leaf,
        (0.17f + 0.11f * gold) * leaf,
        (0.085f - 0.03f * gold) * leaf,
        woods);
  }

  private void snow(Spot spot, float patch, float grain) {
    float steep = Curves.smooth(0.30f, 0.56f, spot.up() + 0.14f * grain);
    // in winter it lies everywhere, or the valley's floor would be a green field below a wall of
    // snow
    float cold =
        season == Season.WINTER
            ? 1
            : Curves.smooth(snow * 0.80f, snow * 1.12f, spot.height() + snow * 0.30f * patch);
    // level snow in full sun would be a white sheet without any form
    float drift = season == Season.WINTER ? 0.70f + 0.10f * patch + 0.06f * grain : 0.84f;
    spot.mix(drift, drift + 0.03f, drift + 0.10f, cold * (0.10f + 0.90f * steep));
  }
}
