package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/**
 * The flames: noise that rises faster the higher it is, cut to tongues by how far a place is from
 * the fire's axis, and coloured by how hot that leaves it.
 */
final class Flames implements Layer {
  private final Hearth hearth;
  private final float offset;

  Flames(Stage stage, Hearth hearth) {
    this.hearth = hearth;
    this.offset = stage.offset("flames") * 5;
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float y = frame.unitY(row.y(), 1);
    float up = (hearth.y() + 6 - y) / hearth.tall();
    if (up < -0.05f || up > 1.25f) {
      return;
    }
    float t = frame.seconds();
    float[] slow = row.scratch(0);
    float[] fast = row.scratch(1);
    float rise = (float) Math.sqrt(Math.max(0, up) + 0.05f);
    Tile.SOFT.row(rise * 190 + t * 250 + offset, slow);
    Tile.THREADS.row(rise * 150 + t * 330 + offset, fast);
    float lean = 10 * (float) Math.sin(t * 1.1f) * up;
    float step = frame.unitStep(1);
    float x = frame.unitX(row.from(), 1) - hearth.x() - lean;
    for (int column = row.from(); column <= row.to(); column++, x += step) {
      if (Math.abs(x) < 150) {
        flame(row, column, x, up, slow, fast);
      }
    }
  }

  private static void flame(Row row, int column, float x, float up, float[] slow, float[] fast) {
    float bend = (Tile.along(slow, x * 1.3f + 60) - 0.5f) * (30 + 105 * up);
    float tongue = Tile.along(slow, (x + bend) * 2.4f + 220);
    float lick = Tile.along(fast, (x + bend) * 1.5f);
    float reach =
        92
            * (float) Math.sqrt(Math.max(0.02f, 1 - 0.80f * up))
            * (0.4f + 0.6f * Curves.smooth(-0.05f, 0.2f, up));
    float off = (x + bend * 0.55f) / reach;
    float body = 1 - off * off;
    float heat =
        body * 1.05f + (tongue - 0.5f) * (0.9f + 0.8f * up) + (lick - 0.5f) * 0.35f - up * 1.02f;
    heat = Curves.smooth(0, 0.9f, heat) * Curves.smooth(-0.05f, 0.05f, up);
    if (heat <= 0.01f) {
      return;
    }
    // deep red, orange, yellow, nearly white: hotter is added light in that order
    float red = 1.22f * Curves.smooth(0, 0.34f, heat);
    float green = 0.84f * Curves.smooth(0.16f, 0.95f, heat);
    float blue = 0.42f * Curves.smooth(0.50f, 1.15f, heat);
    float cover = 0.70f * Curves.smooth(0.05f, 0.55f, heat);
    row.cover(column, red, green, blue, cover);
    row.glow(column, red * 0.16f * heat, green * 0.12f * heat, blue * 0.1f * heat);
  }
}
