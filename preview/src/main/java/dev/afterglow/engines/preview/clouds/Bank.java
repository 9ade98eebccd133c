package dev.afterglow.engines.preview.clouds;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Span;
import dev.afterglow.engines.preview.draw.Stage;

/** One bank of the sea of clouds. */
final class Bank implements Layer {
  private final Cumulus shape;
  private final float depth;
  private final float top;
  private final float size;
  private final float speed;
  private final float offset;
  private final Rgb bright;
  private final Rgb shade;

  /**
   * A bank at a distance.
   *
   * @param near 0 at the horizon, 1 below the lens
   */
  Bank(Stage stage, Cumulus shape, float near) {
    this.shape = shape;
    float perspective = near * near;
    depth = 0.10f + 1.25f * perspective;
    size = 0.16f + 1.55f * perspective;
    float floor = stage.space().bottom() - stage.horizon();
    top = stage.horizon() + floor * (0.03f + 0.80f * perspective) - Cumulus.HEIGHT * size * 0.42f;
    speed = 3 + 46 * perspective;
    offset = stage.offset("bank " + near) * 10;
    Light light = stage.light();
    float haze = light.hazed(0.80f * (1 - near) * (1 - near));
    Rgb sunlit = new Rgb(0.98f, 0.98f, 0.99f);
    bright = light.on(sunlit, 0.80f, 0.55f, haze).mix(light.glow(), 0.10f);
    shade = light.on(new Rgb(0.82f, 0.86f, 0.94f), 0.20f, 0.95f, haze);
  }

  /** The row of the strip that is seen in this row of the picture; may lie outside of the strip. */
  private float strip(Frame frame, int y) {
    return (frame.unitY(y, depth) - top) / size;
  }

  @Override
  public void hides(Frame frame, int y, Span span) {
    if (strip(frame, y) > Cumulus.HEIGHT - 2) {
      span.set(0, frame.space().width() - 1);
    }
  }

  @Override
  public void paint(Row row) {
    float at = strip(row.frame(), row.y());
    if (at < 0) {
      return;
    }
    int line = Math.min(Cumulus.HEIGHT - 2, (int) at);
    float part = Curves.clamp(at - line);
    float sunk = Curves.smooth(Cumulus.HEIGHT * 0.72f, Cumulus.HEIGHT * 1.3f, at);
    float step = row.frame().unitStep(depth) / size;
    float x =
        (row.frame().unitX(row.from(), depth) + speed * row.frame().seconds()) / size + offset;
    for (int column = row.from(); column <= row.to(); column++, x += step) {
      float cover = Curves.mix(shape.cover(line, x), shape.cover(line + 1, x), part);
      if (at > Cumulus.HEIGHT - 2) {
        cover = 1;
      }
      if (cover > 0.004f) {
        float lit = Curves.mix(shape.light(line, x), shape.light(line + 1, x), part);
        lit = Curves.mix(lit, 0.34f, sunk);
        row.cover(
            column,
            Curves.mix(shade.red(), bright.red(), lit),
            Curves.mix(shade.green(), bright.green(), lit),
            Curves.mix(shade.blue(), bright.blue(), lit),
            cover);
      }
    }
  }
}
