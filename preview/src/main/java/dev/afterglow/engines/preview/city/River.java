package dev.afterglow.engines.preview.city;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** The river: the city upside down, drawn long by ripples that widen towards the lens. */
final class River implements Layer {
  private final float shore;
  private final Rgb deep;
  private final Rgb sheen;
  private final float offset;

  River(Stage stage) {
    Light light = stage.light();
    shore = stage.horizon() + Quay.WALL;
    deep = light.on(Rgb.of(0x16303C), 0.25f, 1, 0).mix(light.zenith(), 0.25f);
    sheen = light.horizon().mix(light.glow(), 0.3f).times(0.45f);
    offset = stage.offset("river") * 5;
  }

  @Override
  public boolean mirrors() {
    return true;
  }

  @Override
  public void paint(Row row) {
    int shoreRow = Math.round(row.frame().pixelY(shore, Quay.DEPTH));
    if (row.y() < shoreRow) {
      return;
    }
    int height = row.frame().space().height();
    float near = (row.y() - shoreRow) / (float) Math.max(1, height - shoreRow);
    float far = 1 / (0.10f + near);
    float t = row.frame().seconds();
    float[] broad = row.scratch(0);
    float[] fine = row.scratch(1);
    Tile.SOFT.row(far * 62 - t * 9 + offset, broad);
    Tile.FINE.row(far * 74 - t * 14, fine);
    paint(row, shoreRow, near, far, t, broad, fine);
  }

  private void paint(
      Row row, int shoreRow, float near, float far, float t, float[] broad, float[] fine) {
    float scale = row.frame().space().scale();
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    int width = row.frame().space().width();
    float amplitude = (3 + 40 * near) * scale;
    float mirror = Curves.mix(0.86f, 0.50f, near);
    float ux = row.frame().unitX(row.from(), 1);
    float step = row.frame().unitStep(1);
    for (int x = row.from(); x <= row.to(); x++, ux += step) {
      float swell = Tile.along(broad, ux * far * 0.16f + t * 6 + offset) - 0.5f;
      float ripple = Tile.along(fine, ux * far * 0.14f - t * 5) - 0.5f;
      float lift = (swell * 1.3f + ripple * 0.9f) * amplitude;
      int up =
          Math.clamp(shoreRow - 1 - (int) ((row.y() - shoreRow) * 0.98f + lift), 0, shoreRow - 1);
      int aside = Math.clamp(x + (int) (ripple * amplitude * 0.42f), 0, width - 1);
      // a second look, higher up, draws lights out into pillars
      int longer = Math.max(0, up - (int) (amplitude * 0.55f));
      int a = up * width + aside;
      int b = longer * width + x;
      int i = row.base() + x;
      float glint = Curves.smooth(0.16f, 0.40f, ripple + 0.5f * swell) * 0.5f * (1 - 0.5f * near);
      red[i] = mix(deep.red(), red[a], red[b], mirror) + sheen.red() * glint;
      green[i] = mix(deep.green(), green[a], green[b], mirror) + sheen.green() * glint;
      blue[i] = mix(deep.blue(), blue[a], blue[b], mirror) + sheen.blue() * glint;
    }
  }

  private static float mix(float deep, float first, float second, float mirror) {
    return deep + (first * 0.58f + second * 0.42f - deep) * mirror;
  }
}
