package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;

/**
 * Paints lit strokes on a sheet. All places and widths are in pixels of the sheet.
 *
 * @param hazed how much haze lies before what it paints
 */
record Brush(Sheet sheet, Light light, float hazed) {
  /**
   * A straight stroke with soft edges.
   *
   * @param wide0 half its width where it begins
   * @param wide1 half its width where it ends
   * @param facing how much it faces the sun
   * @param open how much it faces the sky
   */
  void stroke(
      float x0,
      float y0,
      float wide0,
      float x1,
      float y1,
      float wide1,
      Rgb colour,
      float facing,
      float open) {
    float most = Math.max(wide0, wide1) + 1;
    float dx = x1 - x0;
    float dy = y1 - y0;
    float length = Math.max(1e-3f, dx * dx + dy * dy);
    int top = (int) Math.max(0, Math.min(y0, y1) - most);
    int bottom = (int) Math.min(sheet.height() - 1, Math.max(y0, y1) + most);
    for (int row = top; row <= bottom; row++) {
      // only the part of the stroke that this row can meet
      float near = Math.abs(dy) < 1e-3f ? 0 : Curves.clamp((row - most - y0) / dy);
      float far = Math.abs(dy) < 1e-3f ? 1 : Curves.clamp((row + most - y0) / dy);
      float left = x0 + dx * near;
      float right = x0 + dx * far;
      int from = (int) Math.floor(Math.min(left, right) - most);
      int to = (int) Math.ceil(Math.max(left, right) + most);
      for (int column = from; column <= to; column++) {
        float t = Curves.clamp(((column - x0) * dx + (row - y0) * dy) / length);
        float offX = column - x0 - t * dx;
        float offY = row - y0 - t * dy;
        float wide = Curves.mix(wide0, wide1, t);
        // thinner than a pixel means fainter, not narrower
        float shown = Math.max(0.5f, wide);
        float covered =
            Curves.clamp(shown + 0.5f - (float) Math.sqrt(offX * offX + offY * offY))
                * Math.min(1, wide / shown);
        dab(column, row, colour, facing, open, covered);
      }
    }
  }

  /** One pixel. */
  void dab(int column, int row, Rgb colour, float facing, float open, float covered) {
    if (covered > 0) {
      sheet.lit(column, row, light, colour, facing, open, hazed, covered);
    }
  }
}
