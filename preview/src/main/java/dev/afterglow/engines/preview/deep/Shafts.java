package dev.afterglow.engines.preview.deep;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** Shafts of light that fan out from the sun above and sway with the waves. */
final class Shafts implements Layer {
  private final SoftField field;
  private final Blue blue;
  private final float bottom;
  private final float sunX;

  Shafts(Stage stage, Blue blue) {
    this.field = new SoftField(stage.space());
    this.blue = blue;
    this.bottom = stage.space().bottom();
    this.sunX = stage.space().half() * -0.25f;
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    float t = frame.seconds();
    field.fill(
        crew,
        (px, py) -> {
          float x = frame.unitX(px, 0.5f) - sunX;
          float y = frame.unitY(py, 0.5f) + 0.55f * bottom;
          float angle = (float) Math.atan2(x, y);
          float broad = Tile.SOFT.at(angle * 150 + t * 5, t * 2.6f);
          float fine = Tile.SOFT.at(angle * 420 - t * 8, 260 + t * 3.1f);
          float beam = Curves.smooth(0.44f, 0.86f, 0.6f * broad + 0.4f * fine);
          float down = y / bottom - 0.55f;
          return 0.40f
              * beam
              * Curves.smooth(1.02f, 0.05f, down)
              * Curves.fall(angle * angle * 1.7f);
        });
  }

  @Override
  public void paint(Row row) {
    float[] light = row.scratch(0);
    field.row(row, light);
    for (int x = row.from(); x <= row.to(); x++) {
      float l = light[x];
      row.glow(
          x, blue.light().red() * l * 0.62f, blue.light().green() * l, blue.light().blue() * l);
    }
  }
}
