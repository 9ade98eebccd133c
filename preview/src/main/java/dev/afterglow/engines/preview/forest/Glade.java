package dev.afterglow.engines.preview.forest;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Span;
import dev.afterglow.engines.preview.draw.Stage;

/** What lies behind the farthest trees: lit haze, brightest where the way leads out. */
final class Glade implements Layer {
  private static final float DEPTH = 0.15f;

  private final Rgb haze;
  private final Rgb dark;
  private final float horizon;
  private final float x;

  Glade(Stage stage, Light light) {
    haze = light.haze();
    dark = light.on(new Rgb(0.16f, 0.26f, 0.10f), 0.45f, 0.9f, 0.35f);
    horizon = stage.horizon();
    x = (light.sunX() < 0 ? -1 : 1) * stage.space().half() * 0.12f;
  }

  @Override
  public void hides(Frame frame, int y, Span span) {
    span.set(0, frame.space().width() - 1);
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float y = frame.unitY(row.y(), DEPTH);
    Rgb more =
        new Rgb(
            haze.red() * 1.06f - dark.red(),
            haze.green() * 1.06f - dark.green(),
            haze.blue() * 1.06f - dark.blue());
    float up = (y - horizon * 0.62f) / horizon;
    float step = frame.unitStep(DEPTH);
    float across = frame.unitX(0, DEPTH) - x;
    float[] parts = row.scratch(0);
    for (int column = row.from(); column <= row.to(); column++) {
      float aside = (across + column * step) / 520;
      float q = aside * aside + up * up * 2.6f;
      parts[column] = Math.min(1, 1.12f / (1 + q * 1.9f));
    }
    row.fill(dark, more, parts);
  }
}
