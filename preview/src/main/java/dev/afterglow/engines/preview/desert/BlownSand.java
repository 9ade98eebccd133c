package dev.afterglow.engines.preview.desert;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;
import dev.afterglow.engines.preview.scene.Weather;

/** Sand in the wind: long veils that race over the ground, thin unless a storm blows. */
final class BlownSand implements Layer {
  private static final float DEPTH = 1;

  private final SoftField veil;
  private final float horizon;
  private final float bottom;
  private final float speed;
  private final float strength;
  private final Rgb colour;

  BlownSand(Stage stage) {
    veil = new SoftField(stage.space());
    horizon = stage.horizon();
    bottom = stage.space().bottom();
    Weather weather = stage.scene().weather();
    boolean storm = weather == Weather.WINDY || weather == Weather.STORM;
    speed = (stage.light().sunX() < 0 ? -1 : 1) * (storm ? 260 : 110);
    strength = storm ? 0.75f : 0.26f;
    colour = stage.light().on(new Rgb(0.93f, 0.74f, 0.52f), 0.62f, 0.8f, 0.2f);
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    int first = (int) frame.pixelY(horizon - 60, DEPTH);
    veil.fill(crew, first, frame.space().height(), (x, y) -> density(frame, x, y));
  }

  private float density(Frame frame, float pixelX, float pixelY) {
    float x = frame.unitX(pixelX, DEPTH);
    float y = frame.unitY(pixelY, DEPTH);
    float near = Curves.clamp((y - horizon) / (bottom - horizon));
    float t = frame.seconds() * speed;
    float scale = 1 / (0.35f + near);
    float streak =
        Tile.SOFT.at((x - t * (0.4f + near)) * 0.30f * scale, y * 1.5f * scale) * 0.6f
            + Tile.FINE.at((x - t * (0.5f + 1.3f * near)) * 0.16f * scale, y * 0.55f * scale)
                * 0.4f;
    float ground = Curves.smooth(horizon - 50, horizon + 30, y) * (1 - 0.5f * near);
    return strength * ground * Curves.smooth(0.48f, 0.85f, streak);
  }

  @Override
  public void paint(Row row) {
    if (row.frame().unitY(row.y(), DEPTH) < horizon - 56) {
      return;
    }
    float[] density = row.scratch(0);
    veil.row(row, density);
    row.cover(colour, density);
  }
}
