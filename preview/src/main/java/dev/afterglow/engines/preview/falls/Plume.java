package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/**
 * The mist that a fall throws up: a rising plume at its foot, a veil over the pool, a puff at the
 * ledge.
 */
final class Plume implements Layer {
  private static final float DEPTH = 1;

  private final Gorge gorge;
  private final SoftField mist;
  private final Rgb colour;
  private final float size;

  Plume(Stage stage, Gorge gorge) {
    this.gorge = gorge;
    mist = new SoftField(stage.space());
    Light light = stage.light();
    colour = light.on(Rgb.WHITE, 0.56f, 0.90f, 0.12f);
    size = (gorge.base() - gorge.lip()) / 400;
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    int first = (int) frame.pixelY(gorge.lip() - 20, DEPTH);
    int last = (int) frame.pixelY(gorge.base() + 170, DEPTH);
    mist.fill(crew, first, last, (x, y) -> density(frame, x, y));
  }

  private float density(Frame frame, float pixelX, float pixelY) {
    float x = frame.unitX(pixelX, DEPTH);
    float y = frame.unitY(pixelY, DEPTH);
    float aside = x - gorge.fall() - 10;
    float up = gorge.base() + 8 - y;
    float spread = aside * aside;
    float rising =
        Curves.fall(spread / (2 * 150 * 150 * size))
            * (float) Math.exp(-Math.max(0, up) / (135 * size))
            * Curves.smooth(-95, 10, up)
            * Curves.smooth(gorge.lip() - 10, gorge.ledge(), y);
    float lying = Curves.fall(spread / (2 * 430 * 430)) * (float) Math.exp(-Math.abs(up - 8) / 40);
    float above = gorge.ledge() - y + 10;
    float puff =
        Curves.fall(spread / (2 * 66 * 66)) * (float) Math.exp(-Math.abs(above) / 28) * 0.66f;
    if (rising + lying + puff < 0.006f) {
      return 0;
    }
    float t = frame.seconds();
    float bend = Tile.SOFT.at(x * 0.42f - t * 9, y * 0.42f + t * 4) - 0.5f;
    float slow = Tile.SOFT.at(x * 0.62f + bend * 90 - t * 16, y * 0.72f + bend * 70 + t * 30);
    float quick = Tile.SOFT.at(x * 1.5f - bend * 60 + t * 11, y * 1.5f + t * 52);
    float billow = slow * 0.68f + quick * 0.32f + 0.10f * rising;
    float dense =
        (rising * 1.55f + puff) * Curves.smooth(0.20f, 0.70f, billow)
            + lying * 0.80f * Curves.smooth(0.20f, 0.76f, slow);
    return Math.min(0.93f, dense);
  }

  @Override
  public void paint(Row row) {
    float y = row.frame().unitY(row.y(), DEPTH);
    if (y < gorge.lip() - 10 || y > gorge.base() + 150) {
      return;
    }
    float[] density = row.scratch(0);
    mist.row(row, density);
    row.cover(colour, density);
  }
}
