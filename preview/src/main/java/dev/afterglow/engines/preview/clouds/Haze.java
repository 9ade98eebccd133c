package dev.afterglow.engines.preview.clouds;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;

/** The bright band where the farthest clouds and the sky become one. */
final class Haze implements Layer {
  private final float horizon;
  private final float bottom;
  private final Rgb colour;

  Haze(Stage stage) {
    horizon = stage.horizon();
    bottom = stage.space().bottom();
    colour = stage.light().haze().mix(stage.light().horizon(), 0.5f);
  }

  @Override
  public void paint(Row row) {
    float y = (row.frame().unitY(row.y(), 0.1f) - horizon) / (0.13f * bottom);
    float cover = y > 0 ? 1 : Curves.fall(y * y * 1.6f) * 0.8f;
    if (cover > 0.004f) {
      for (int x = row.from(); x <= row.to(); x++) {
        row.cover(x, colour.red(), colour.green(), colour.blue(), cover);
      }
    }
  }
}
