package dev.afterglow.engines.preview.deep;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** The water itself, and the moving ceiling of waves seen from below. */
final class Depths implements Layer {
  private static final float CEILING = 0.22f;

  private final Blue blue;
  private final float bottom;
  private final float sunX;

  Depths(Stage stage, Blue blue) {
    this.blue = blue;
    this.bottom = stage.space().bottom();
    this.sunX = stage.space().half() * -0.25f;
  }

  @Override
  public void paint(Row row) {
    float y = row.frame().unitY(row.y(), 0.15f) / bottom;
    Rgb water = blue.distance().mix(blue.bottom(), Curves.smooth(0.25f, 1.0f, y));
    water = water.mix(blue.surface(), Curves.smooth(0.55f, -0.05f, y) * 0.9f);
    float t = row.frame().seconds();
    float up = Math.max(0, CEILING - y) / CEILING;
    float far = 1 / (0.16f + up);
    float[] broad = row.scratch(0);
    float[] fine = row.scratch(1);
    Tile.SOFT.row(far * 60 + t * 16, broad);
    Tile.THREADS.row(far * 52 - t * 12, fine);
    float x = row.frame().unitX(row.from(), 0.15f);
    float step = row.frame().unitStep(0.15f);
    for (int column = row.from(), i = row.base() + column;
        column <= row.to();
        column++, i++, x += step) {
      float dx = (x - sunX) / 420;
      float sun = Curves.fall(dx * dx * 2.2f + y * y * 5);
      float light = 0.42f * sun;
      if (up > 0) {
        float wave = Tile.along(broad, x * far * 0.11f + t * 9);
        float thread = Tile.along(fine, x * far * 0.10f - t * 7 + wave * 18);
        light +=
            up * (0.15f + 0.95f * sun) * Curves.smooth(0.42f, 0.86f, 0.5f * wave + 0.5f * thread);
      }
      row.red()[i] = water.red() + blue.light().red() * light;
      row.green()[i] = water.green() + blue.light().green() * light;
      row.blue()[i] = water.blue() + blue.light().blue() * light;
    }
  }
}
