package dev.afterglow.engines.preview.city;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;

/** The shore road: a strip of stone between the buildings and the river, with trees on it. */
final class Quay implements Layer {
  static final float DEPTH = 0.74f;

  /** Units from the horizon up to the crowns of the trees, and down to the water. */
  private static final float CROWN = 15;

  static final float WALL = 17;

  private final float horizon;
  private final float offset;
  private final Rgb leaves;
  private final Rgb stone;

  Quay(Stage stage) {
    horizon = stage.horizon();
    offset = stage.offset("quay");
    Light light = stage.light();
    leaves = light.on(Rgb.of(0x3E5A34), 0.45f, 0.9f, light.hazed(0.10f));
    stone = light.on(Rgb.of(0x77736C), 0.35f, 0.9f, light.hazed(0.10f));
  }

  @Override
  public void paint(Row row) {
    float y = row.frame().unitY(row.y(), DEPTH) - horizon;
    if (y < -CROWN - 6 || y > WALL + 2) {
      return;
    }
    float x = row.frame().unitX(row.from(), DEPTH);
    float step = row.frame().unitStep(DEPTH);
    for (int column = row.from(); column <= row.to(); column++, x += step) {
      float crown = CROWN * (0.35f + 0.75f * Noise.at(x / 24 + offset, 3)) + 3 * Noise.at(x / 5, 7);
      float tree = Curves.clamp(y + crown);
      Rgb colour = y > 4 ? stone.times(y > 7 ? 0.62f : 1) : leaves;
      float shade = y > 4 ? 1 : 0.72f + 0.4f * Noise.at(x / 4, y / 4 + offset);
      row.cover(
          column,
          colour.red() * shade,
          colour.green() * shade,
          colour.blue() * shade,
          y > 4 ? 1 : tree);
    }
  }
}
