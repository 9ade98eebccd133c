package dev.afterglow.engines.preview.flow;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** The dark ground behind the veils: two colours that drift through each other like smoke. */
final class Depths implements Layer {
  private final SoftField smoke;
  private final Rgb top;
  private final Rgb bottom;
  private final Rgb drift;
  private final float offset;

  Depths(Stage stage, Hues hues) {
    smoke = new SoftField(stage.space());
    top = hues.at(0).times(0.020f);
    bottom = hues.at(1).times(0.075f);
    drift = hues.at(2).times(0.16f);
    offset = stage.offset("depths") * 5;
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    float t = frame.seconds();
    smoke.fill(
        crew,
        (px, py) -> {
          float x = frame.unitX(px, 0.3f) * 0.22f + offset;
          float y = frame.unitY(py, 0.3f) * 0.22f;
          float bend = Tile.SOFT.at(x * 0.5f + t * 2.2f, y * 0.5f) - 0.5f;
          return Curves.smooth(
              0.36f, 0.82f, Tile.SOFT.at(x + bend * 90 - t * 3.1f, y + bend * 60 + t * 1.7f));
        });
  }

  @Override
  public void paint(Row row) {
    float down = (float) row.y() / row.frame().space().height();
    Rgb ground = top.mix(bottom, down * down);
    float[] density = row.scratch(0);
    smoke.row(row, density);
    row.fill(ground, drift, density);
  }
}
