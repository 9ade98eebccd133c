package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;

/** A lighthouse and its keeper's house, painted from their measures in metres. */
final class Tower {
  /** Metres of the lamp above the foot. */
  static final float LAMP = 28.4f;

  private static final Rgb WHITE = new Rgb(0.92f, 0.91f, 0.88f);
  private static final Rgb IRON = new Rgb(0.13f, 0.13f, 0.15f);
  private static final Rgb ROOF = new Rgb(0.42f, 0.20f, 0.15f);
  private static final Rgb LAMPLIGHT = new Rgb(1.25f, 1.02f, 0.66f);
  private static final float SHAFT = 25;

  private final Light light;
  private final float side;
  private final Rgb bands;
  private final boolean lit;

  /**
   * A tower.
   *
   * @param bands colour of every second band and of the roof
   * @param lit whether its lamp and windows are lit
   */
  Tower(Stage stage, Rgb bands, boolean lit) {
    light = stage.light();
    side = light.sunX() < 0 ? -1 : 1;
    this.bands = bands;
    this.lit = lit;
  }

  /**
   * Paints it.
   *
   * @param x units of its foot
   * @param y units of its foot
   * @param metre units of a metre
   */
  void paint(Sheet sheet, float x, float y, float metre, float hazed) {
    Brush brush = new Brush(sheet, light, hazed);
    float scale = sheet.scale() * metre;
    float middle = sheet.column(x);
    float foot = sheet.row(y);
    house(brush, middle + (side < 0 ? 5.5f : -16.5f) * scale, foot + 0.6f * scale, scale);
    for (int row = (int) (foot - 34.5f * scale); row <= foot + scale; row++) {
      float up = (foot - row) / scale;
      float wide = wide(up) * scale;
      for (int column = (int) (middle - wide - 1); column <= middle + wide + 1; column++) {
        float covered = Curves.clamp(wide + 0.5f - Math.abs(column - middle));
        if (wide > 0 && covered > 0) {
          pixel(brush, column, row, up, (column - middle) / wide, covered);
        }
      }
    }
    for (float at = 6; at < 24; at += 6.5f) {
      window(brush, middle + 0.25f * scale, foot - at * scale, 0.42f * scale, 0.95f * scale);
    }
  }

  /** Half its width in metres at so many metres above the foot. */
  private static float wide(float up) {
    if (up < SHAFT) {
      return 3.7f - 1.35f * up / SHAFT + 0.6f * (float) Math.exp(-up * 0.9f);
    } else if (up < 26.4f) {
      return 3.35f;
    } else if (up < 30.2f) {
      return 1.75f;
    } else if (up < 30.7f) {
      return 2.25f;
    } else if (up < 33) {
      return 2.2f * (float) Math.sqrt(Math.max(0, (33 - up) / 2.3f));
    }
    return up < 34.4f ? 0.12f : 0;
  }

  private void pixel(Brush brush, int column, int row, float up, float across, float covered) {
    float facing = Curves.clamp(0.34f + 0.62f * side * across - 0.15f * across * across);
    float open = 0.85f - 0.35f * across * across;
    float worn = 0.94f + 0.10f * Noise.at(column * 0.11f, row * 0.05f);
    boolean lantern = up > 26.4f && up < 30.2f;
    if (lantern && (Math.abs(across) < 0.9f || lit)) {
      boolean bar = Math.abs(across * 2.5f - Math.round(across * 2.5f)) < 0.10f;
      if (lit && !bar) {
        Rgb glow = LAMPLIGHT.times(1.15f - 0.35f * Math.abs(up - LAMP));
        brush.sheet().put(column, row, glow, covered);
      } else {
        brush.dab(column, row, bar ? IRON : new Rgb(0.34f, 0.42f, 0.48f), facing, open, covered);
      }
      return;
    }
    Rgb colour;
    if (up >= 30.2f) {
      colour = up > 33 ? IRON : bands;
    } else if (up >= SHAFT) {
      // a gallery: a dark slab with a railing that lets the sky through
      boolean rail = up > 25.5f && up < 26.2f;
      boolean post = Math.abs(across * 6 - Math.round(across * 6)) < 0.14f;
      covered *= rail && !post && Math.abs(across) > 0.66f ? 0.15f : 1;
      colour = IRON;
    } else {
      float band = up / SHAFT * 5;
      float edge = Curves.smooth(0.46f, 0.54f, Math.abs(band % 2 - 1));
      colour = bands.mix(WHITE, edge);
    }
    brush.dab(column, row, colour.times(worn), facing, open, covered);
  }

  private void house(Brush brush, float left, float foot, float scale) {
    float wide = 11 * scale;
    float high = 4.2f * scale;
    float roof = 3.1f * scale;
    for (int row = (int) (foot - high - roof); row <= foot; row++) {
      float up = foot - row;
      boolean wall = up < high;
      float slant = wall ? 0.4f * scale : (up - high) / roof * 2.6f * scale - 0.4f * scale;
      for (int column = (int) (left + slant); column <= left + wide - slant; column++) {
        Rgb colour = wall ? WHITE : ROOF.times(0.9f + 0.2f * Noise.at(column * 0.7f, row * 0.9f));
        brush.dab(column, row, colour, wall ? 0.52f : 0.7f, wall ? 0.7f : 0.95f, 1);
      }
    }
    for (int i = 0; i < 3; i++) {
      float x = left + (2.2f + 3.3f * i) * scale;
      window(brush, x, foot - 2.1f * scale, 0.55f * scale, 0.75f * scale);
    }
  }

  private void window(Brush brush, float x, float y, float wide, float high) {
    for (int row = (int) (y - high); row <= y + high; row++) {
      for (int column = (int) (x - wide); column <= x + wide; column++) {
        float covered =
            Curves.clamp(wide + 0.5f - Math.abs(column - x))
                * Curves.clamp(high + 0.5f - Math.abs(row - y));
        if (lit) {
          brush.sheet().put(column, row, LAMPLIGHT.times(0.82f), covered);
        } else {
          brush.dab(column, row, IRON, 0.3f, 0.8f, covered);
        }
      }
    }
  }
}
