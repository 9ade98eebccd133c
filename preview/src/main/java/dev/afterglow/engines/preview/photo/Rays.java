package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** Shafts of light that fall in from above one corner and move slowly through each other. */
final class Rays implements Layer {
  private final SoftField field;
  private final float fromX;
  private final float bottom;

  Rays(Stage stage) {
    field = new SoftField(stage.space());
    fromX = stage.space().half() * (stage.scene().seed() % 2 == 0 ? -0.75f : 0.75f);
    bottom = stage.space().bottom();
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    float t = frame.seconds();
    field.fill(
        crew,
        (px, py) -> {
          float dx = frame.unitX(px, 0.2f) - fromX;
          float dy = frame.unitY(py, 0.2f) + bottom * 0.35f;
          float angle = (float) Math.atan2(dx, dy);
          float far = (float) Math.hypot(dx, dy) / bottom;
          float broad = Tile.SOFT.at(angle * 130 + t * 3.1f, 40 + t * 1.3f);
          float fine = Tile.SOFT.at(angle * 330 - t * 4.7f, 300);
          float beam = Curves.smooth(0.42f, 0.85f, 0.62f * broad + 0.38f * fine);
          return 0.30f * beam * Curves.smooth(1.7f, 0.4f, far);
        });
  }

  @Override
  public void paint(Row row) {
    float[] light = row.scratch(0);
    field.row(row, light);
    for (int x = row.from(); x <= row.to(); x++) {
      row.glow(x, light[x], light[x] * 0.93f, light[x] * 0.76f);
    }
  }
}
