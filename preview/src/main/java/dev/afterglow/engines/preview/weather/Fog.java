package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** Banks of fog that drift through the picture, thickest about the horizon. */
final class Fog implements Layer {
  private final SoftField banks;
  private final float horizon;
  private final float bottom;
  private final Rgb colour;
  private final float offset;

  Fog(Stage stage) {
    banks = new SoftField(stage.space());
    horizon = stage.horizon();
    bottom = stage.space().bottom();
    colour = stage.light().haze().mix(stage.light().horizon(), 0.3f);
    offset = stage.offset("fog") * 7;
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    float t = frame.seconds();
    banks.fill(
        crew,
        (px, py) -> {
          float x = frame.unitX(px, 1.1f) * 0.34f + offset;
          float y = frame.unitY(py, 1.1f);
          float far = (y - horizon) / (0.34f * bottom);
          float thick = 0.30f + 0.52f * Curves.fall(far * far);
          float bend = Tile.SOFT.at(x * 0.8f - t * 4, y * 0.5f + t * 2) - 0.5f;
          float bank = Tile.SOFT.at(x + t * 11 + bend * 50, y * 0.86f + bend * 34);
          return Curves.clamp(thick * (0.35f + 1.1f * Curves.smooth(0.28f, 0.78f, bank)));
        });
  }

  @Override
  public void paint(Row row) {
    float[] density = row.scratch(0);
    banks.row(row, density);
    row.cover(colour, density);
  }
}
