package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;

/** The light of a fire on all around it: it flickers, and warms the air. */
final class Firelight implements Layer {
  private static final Rgb WARMTH = new Rgb(0.115f, 0.046f, 0.012f);

  private final Hearth hearth;

  Firelight(Stage stage, Hearth hearth) {
    this.hearth = hearth;
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float bright = hearth.flicker(frame.seconds());
    float y = (frame.unitY(row.y(), 1) - hearth.y() + hearth.tall() * 0.35f) / 340;
    float left = frame.unitX(0, 1) - hearth.x();
    float step = frame.unitStep(1);
    float[] factor = row.scratch(0);
    float[] warm = row.scratch(1);
    for (int x = row.from(); x <= row.to(); x++) {
      float across = left + x * step;
      float d = across * across * 5.2e-6f + y * y;
      // Curves.fall, in a form that is worked out for many at once
      float t = Math.max(0, 1 - d * 1.7f * 0.125f);
      float t2 = t * t;
      float t4 = t2 * t2;
      float near = t4 * t4;
      factor[x] = 0.20f - near * (0.42f * bright - 0.10f);
      warm[x] = near * bright;
    }
    row.cover(Rgb.BLACK, factor);
    row.glow(WARMTH, warm);
  }
}
