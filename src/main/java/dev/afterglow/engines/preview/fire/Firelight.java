package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;

/** The light of a fire on all around it: it flickers, and warms the air. */
final class Firelight implements Layer {
  private final Hearth hearth;

  Firelight(Stage stage, Hearth hearth) {
    this.hearth = hearth;
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float bright = hearth.flicker(frame.seconds());
    float y = (frame.unitY(row.y(), 1) - hearth.y() + hearth.tall() * 0.35f) / 340;
    float x = frame.unitX(row.from(), 1) - hearth.x();
    float step = frame.unitStep(1);
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    for (int i = row.base() + row.from(); i <= row.base() + row.to(); i++, x += step) {
      float d = x * x * 5.2e-6f + y * y;
      float warm = Curves.fall(d * 1.7f);
      float factor = 0.80f + warm * (0.42f * bright - 0.10f);
      red[i] = red[i] * factor + 0.115f * warm * bright;
      green[i] = green[i] * factor + 0.046f * warm * bright;
      blue[i] = blue[i] * factor + 0.012f * warm * bright;
    }
  }
}
