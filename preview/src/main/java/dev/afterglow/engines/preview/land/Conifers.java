package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.scene.Season;

/** Spruces and firs: tiers of branches, lit from one side, white in winter. */
public final class Conifers {
  private final Light light;
  private final float side;
  private final boolean white;

  /** Trees in this light and season. */
  public Conifers(Light light, Season season) {
    this.light = light;
    side = light.sunX() < 0 ? -1 : 1;
    white = season == Season.WINTER;
  }

  /**
   * Paints one tree.
   *
   * @param column where its trunk stands
   * @param foot the row of its lowest branches
   * @param tall height in pixels
   * @param tone 0 to 1, what makes it differ from its neighbours
   * @param hazed how much haze lies before it
   */
  public void paint(Sheet sheet, float column, float foot, float tall, float tone, float hazed) {
    float tiers = Math.clamp(tall / 9, 5, 30) * (0.8f + 0.4f * tone);
    float lean = (tone - 0.5f) * 0.05f * tall;
    float spread = tall * (0.17f + 0.07f * tone);
    for (int down = 0; down < tall; down++) {
      int row = Math.round(foot - tall) + down;
      if (row >= 0 && row < sheet.height()) {
        float v = down / tall;
        float wide = spread * (float) Math.pow(v, 0.85) + 0.6f;
        float middle = column + lean * (1 - v);
        paintRow(sheet, row, middle, wide, v * tiers + tone * 3, tone, hazed);
      }
    }
  }

  /** Branches hang: the farther out, the higher the tier they belong to. */
  private void paintRow(
      Sheet sheet, int row, float middle, float wide, float tier, float tone, float hazed) {
    for (int x = (int) (middle - wide - 2); x <= middle + wide + 2; x++) {
      float across = (x - middle) / wide;
      float out = Math.abs(across);
      float needles = Noise.at(x * 0.55f, row * 0.6f);
      float place = tier - 0.75f * out + 0.22f * needles;
      float whole = (float) Math.floor(place);
      float low = place - whole;
      float length = 0.86f + 0.42f * Noise.at(whole * 1.37f + tone * 60, across < 0 ? 3.3f : 8.7f);
      float reach = (0.34f + 0.66f * low) * length;
      float covered = Curves.clamp((reach - out) * wide + 0.5f + 0.9f * needles);
      if (covered <= 0) {
        continue;
      }
      float turned = Curves.clamp(0.5f + across * side * 0.75f);
      float facing = (0.12f + 0.95f * turned) * (0.62f + 0.5f * low) + 0.3f * needles;
      float snow = white ? Curves.smooth(0.35f, 0.75f, low + 0.4f * needles) * 0.85f : 0;
      float bright = 0.88f + 0.3f * tone;
      sheet.lit(
          x,
          row,
          light,
          Curves.mix((0.15f + 0.06f * tone) * bright, 0.86f, snow),
          Curves.mix((0.25f + 0.04f * tone) * bright, 0.90f, snow),
          Curves.mix(0.125f * bright, 0.96f, snow),
          Math.max(0.03f, facing),
          0.35f + 0.3f * low,
          hazed,
          covered);
    }
  }
}
