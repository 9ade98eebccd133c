package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.scene.Season;
import java.util.SplittableRandom;

/** A broad-leaved tree that stands alone: a trunk that forks, and a crown of many leaves. */
public final class Broadleaf {
  private static final int FORKS = 10;

  private final Light light;
  private final Season season;
  private final boolean inBloom;
  private final float side;

  /**
   * Trees in this light and season.
   *
   * @param inBloom whether they are covered with pink blossom instead of leaves
   */
  public Broadleaf(Light light, Season season, boolean inBloom) {
    this.light = light;
    this.season = season;
    this.inBloom = inBloom;
    side = light.sunX() < 0 ? -1 : 1;
  }

  /**
   * Paints one tree.
   *
   * @param column where its trunk stands
   * @param foot the row of its root
   * @param tall height in pixels
   * @param hazed how much haze lies before it
   */
  public void paint(
      Sheet sheet, SplittableRandom random, float column, float foot, float tall, float hazed) {
    float fork = foot - tall * 0.34f;
    shade(sheet, column, foot, tall * 0.42f);
    limb(sheet, column, foot, column, fork, tall * 0.034f, tall * 0.026f, hazed);
    limb(sheet, column, foot + 1, column, foot - tall * 0.05f, tall * 0.05f, tall * 0.033f, hazed);
    if (season == Season.WINTER) {
      bare(sheet, random, column, fork, tall * 0.30f, 0, tall * 0.026f, 0, hazed);
      return;
    }
    int leaves = (int) Math.clamp(tall * tall * 0.26f, 120, 9000);
    float size = Math.max(0.8f, tall * 0.0085f);
    for (int i = 0; i < FORKS; i++) {
      float turn = (i - (FORKS - 1) / 2f) / FORKS * 2.7f;
      float length = tall * (0.20f + 0.34f * (float) random.nextDouble());
      float x = column + (float) Math.sin(turn) * length * 1.05f;
      float y = fork - (float) Math.cos(turn) * length * 0.86f;
      limb(sheet, column, fork, x, y, tall * 0.018f, tall * 0.005f, hazed);
      cluster(sheet, random, x, y, tall * 0.20f, leaves / FORKS, size, column, fork, tall, hazed);
    }
  }

  /** A bough without leaves, which forks and forks again into twigs. */
  private void bare(
      Sheet sheet,
      SplittableRandom random,
      float x,
      float y,
      float length,
      float turn,
      float thick,
      int order,
      float hazed) {
    int boughs = order == 0 ? 5 : 3;
    for (int i = 0; i < boughs; i++) {
      float spread = order == 0 ? 2.1f : 1.35f;
      float aside = (i - (boughs - 1) / 2f) / boughs * spread;
      float way = turn * 0.86f + aside + (float) random.nextDouble(-0.2, 0.2);
      float far = length * (float) random.nextDouble(0.72, 1.12);
      float endX = x + (float) Math.sin(way) * far;
      float endY = y - (float) Math.cos(way) * far;
      limb(sheet, x, y, endX, endY, thick, thick * 0.55f, hazed);
      if (order < 4 && far > 3) {
        bare(sheet, random, endX, endY, length * 0.66f, way, thick * 0.55f, order + 1, hazed);
      }
    }
  }

  /** The tree's own shadow on the ground, on the side away from the sun. */
  private void shade(Sheet sheet, float column, float foot, float wide) {
    float flat = wide * 0.16f;
    for (int dy = (int) -flat; dy <= flat; dy++) {
      for (int dx = (int) -wide; dx <= wide; dx++) {
        float q = (dx / wide) * (dx / wide) + (dy / flat) * (dy / flat);
        float part = 0.42f * Curves.smooth(1, 0.35f, q) * (1 - light.night());
        sheet.put(
            Math.round(column - side * wide * 0.3f) + dx, Math.round(foot) + dy, 0, 0, 0, part);
      }
    }
  }

  private void limb(
      Sheet sheet, float x0, float y0, float x1, float y1, float thick, float thin, float hazed) {
    int steps = (int) Math.ceil(Math.hypot(x1 - x0, y1 - y0)) + 1;
    for (int i = 0; i <= steps; i++) {
      float part = (float) i / steps;
      float wide = Math.max(0.5f, Curves.mix(thick, thin, part));
      float x = Curves.mix(x0, x1, part) + 0.5f * wide * Noise.at(part * 2.2f, x1 * 0.1f);
      int row = Math.round(Curves.mix(y0, y1, part));
      for (int column = (int) (x - wide - 1); column <= x + wide + 1; column++) {
        float across = (column - x) / wide;
        float covered = Curves.clamp(wide + 0.5f - Math.abs(column - x));
        float facing = Curves.clamp(0.3f + 0.6f * side * across);
        sheet.lit(column, row, light, 0.25f, 0.19f, 0.14f, facing, 0.6f, hazed, covered);
      }
    }
  }

  private void cluster(
      Sheet sheet,
      SplittableRandom random,
      float x,
      float y,
      float radius,
      int leaves,
      float size,
      float crownX,
      float crownY,
      float tall,
      float hazed) {
    for (int i = 0; i < leaves; i++) {
      double angle = random.nextDouble(Math.TAU);
      float out = (float) Math.sqrt(random.nextDouble()) * radius;
      float column = x + (float) Math.cos(angle) * out * 1.2f;
      float row = y + (float) Math.sin(angle) * out * 0.8f;
      float turned =
          (side * (column - crownX) + (crownY - tall * 0.2f - row) * 1.3f) / (tall * 0.5f);
      float own = (side * (column - x) - (row - y) * 1.3f) / radius;
      float lit = Curves.clamp(0.42f + 0.28f * turned + 0.26f * own);
      leaf(sheet, column, row, size, colour((float) random.nextDouble()), lit, hazed);
    }
  }

  private Rgb colour(float chance) {
    float tone = 0.75f + 0.5f * chance;
    if (inBloom) {
      return new Rgb(0.98f, 0.62f + 0.26f * chance, 0.74f + 0.18f * chance)
          .times(0.80f + 0.2f * tone);
    }
    return switch (season) {
      case SPRING -> new Rgb(0.33f * tone, 0.50f * tone, 0.13f * tone);
      case SUMMER, WINTER -> new Rgb(0.20f * tone, 0.36f * tone, 0.09f * tone);
      case AUTUMN -> new Rgb(0.72f * tone, (0.28f + 0.22f * chance) * tone, 0.07f * tone);
    };
  }

  private void leaf(
      Sheet sheet, float column, float row, float size, Rgb colour, float lit, float hazed) {
    int reach = (int) Math.ceil(size) + 1;
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        float covered = Curves.clamp(size + 0.5f - (float) Math.sqrt(dx * dx + dy * dy * 1.6f));
        sheet.lit(
            Math.round(column) + dx,
            Math.round(row) + dy,
            light,
            colour,
            0.06f + 1.1f * lit,
            0.35f + 0.5f * lit,
            hazed,
            covered);
      }
    }
  }
}
