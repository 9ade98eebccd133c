package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;

/**
 * A face of rock: buttresses and cracks, beds of stone, moss where rain stays, wet near water. Its
 * outline is a {@link Shape} that the relief of the stone roughens.
 */
final class Rock {
  /** Where there is rock. */
  @FunctionalInterface
  interface Shape {
    /** How many units a place lies inside of the rock, negative outside; the relief is 0 to 1. */
    float inside(float x, float y, float relief);
  }

  /** Farther outside than any relief could reach. */
  private static final float FAR_OUTSIDE = -70;

  private final Light light;
  private final Shape shape;
  private final float offset;
  private final float hazed;
  private final float mossTop;
  private final float mossBottom;
  private final float wetX;
  private final float lightX;
  private final float lightY;

  /**
   * A face of rock.
   *
   * @param hazed how much haze lies before it
   * @param mossTop y above which moss is thickest
   * @param mossBottom y below which it is thin
   * @param wetX x around which the rock is wet
   */
  Rock(
      Stage stage,
      Shape shape,
      float offset,
      float hazed,
      float mossTop,
      float mossBottom,
      float wetX) {
    light = stage.light();
    this.shape = shape;
    this.offset = offset;
    this.hazed = hazed;
    this.mossTop = mossTop;
    this.mossBottom = mossBottom;
    this.wetX = wetX;
    float low = Math.clamp(1 - light.sunY() / stage.horizon(), 0.25f, 0.8f);
    lightX = (light.sunX() < 0 ? -1 : 1) * (0.80f - 0.30f * low);
    lightY = -(0.22f + 0.46f * low);
  }

  void paint(Sheet sheet, Crew crew) throws InterruptedException {
    float shift = offset * 37;
    Slow bendX = Slow.of(sheet, crew, 4, (x, y) -> Noise.sum((x + shift) / 95, y / 95, 3) * 36);
    Slow bendY =
        Slow.of(sheet, crew, 4, (x, y) -> Noise.sum((x + shift) / 95 + 50, y / 95, 2) * 34);
    float[] relief = new float[sheet.width() * sheet.height()];
    crew.each(
        sheet.height(),
        8,
        (from, to) -> {
          float[] aside = bendX.room();
          float[] down = bendY.room();
          for (int row = from; row < to; row++) {
            bendX.row(row, aside);
            bendY.row(row, down);
            relief(sheet, row, aside, down, relief);
          }
        });
    Slow broad = Slow.of(sheet, crew, 4, (x, y) -> Noise.sum(x / 170 + 5, y / 170 + offset, 3));
    Slow patch = Slow.of(sheet, crew, 2, (x, y) -> Noise.sum(x / 23, y / 23 + offset, 3));
    crew.each(
        sheet.height() - 2,
        8,
        (from, to) -> {
          float[] wide = broad.room();
          float[] small = patch.room();
          for (int row = from + 1; row < to + 1; row++) {
            broad.row(row, wide);
            patch.row(row, small);
            for (int column = 1; column < sheet.width() - 1; column++) {
              pixel(sheet, relief, row, column, wide[column], small[column]);
            }
          }
        });
  }

  private void relief(Sheet sheet, int row, float[] aside, float[] down, float[] relief) {
    float y = sheet.unitY(row);
    for (int column = 0; column < sheet.width(); column++) {
      float x = sheet.unitX(column);
      boolean near = shape.inside(x, y, 0.5f) > FAR_OUTSIDE;
      relief[row * sheet.width() + column] = near ? relief(x, y, aside[column], down[column]) : 0;
    }
  }

  private float relief(float x, float y, float bendX, float bendY) {
    float u = x + offset * 37;
    float buttress = Noise.ridges((u + bendX) / 130, (y + bendY) / 380, 2) * 0.78f;
    float cracks = Noise.ridges((u + bendX * 0.7f) / 50 + 9, (y + bendY) / 140, 3) * 0.28f;
    float beds =
        Noise.sum(0.3f + (u + bendX) / 300, (y + bendY * 1.3f + u * 0.12f) / 32, 3) * 0.19f;
    float grain = Noise.sum(u / 17, y / 13, 4) * 0.14f;
    return buttress + cracks + beds + grain;
  }

  private void pixel(Sheet sheet, float[] relief, int row, int column, float broad, float patch) {
    float x = sheet.unitX(column);
    float y = sheet.unitY(row);
    int i = row * sheet.width() + column;
    float inside = shape.inside(x, y, relief[i]) * sheet.scale();
    if (inside <= -0.5f) {
      return;
    }
    float steep = 13 * sheet.scale();
    float dx = (relief[i + 1] - relief[i - 1]) * steep;
    float dy = (relief[i + sheet.width()] - relief[i - sheet.width()]) * steep;
    float flat = 1 / (float) Math.sqrt(dx * dx + dy * dy + 1);
    float facing = Math.max(0, (-dx * lightX - dy * lightY + 0.62f) * flat);
    float open = 0.5f + 0.5f * dy * flat;
    float hollow = Curves.clamp((relief[i] - 0.28f) * 1.5f);
    float moss = moss(y, dy * flat, patch, broad);
    float wet = Curves.smooth(180, 50, Math.abs(x - wetX) - 30 * patch);
    float wetness = 1 - 0.38f * wet;
    float shine =
        wet * (float) Math.pow(Math.max(0, (-dx * lightX - dy * lightY + 0.8f) * flat), 12) * 0.10f;
    sheet.lit(
        column,
        row,
        light,
        Curves.mix(0.56f + 0.17f * patch + 0.13f * broad, 0.28f + 0.15f * patch, moss) * wetness
            + shine,
        Curves.mix(0.50f + 0.15f * patch + 0.07f * broad, 0.37f + 0.17f * patch, moss) * wetness
            + shine,
        Curves.mix(0.44f + 0.13f * patch + 0.02f * broad, 0.13f + 0.07f * patch, moss) * wetness
            + shine,
        1.28f * facing * (0.34f + 0.66f * hollow),
        (0.38f + 0.75f * open) * (0.45f + 0.55f * hollow),
        hazed * (0.6f + 0.8f * Curves.smooth(mossTop, mossBottom + 200, y)),
        Math.min(1, inside + 0.5f));
  }

  private float moss(float y, float rising, float patch, float broad) {
    float damp = 0.26f * Curves.smooth(mossBottom, mossTop, y);
    return 0.9f
        * Curves.smooth(0.16f, 0.52f, rising * 0.80f + patch * 0.5f + broad * 0.8f - 0.06f + damp);
  }
}
