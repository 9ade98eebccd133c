package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;
import dev.afterglow.engines.preview.scene.Events;
import dev.afterglow.engines.preview.scene.Firework;
import java.util.List;

/** The smoke of a display, lit by each burst and drifting off. */
final class SmokeGlow implements Layer {
  private static final float DEPTH = 0.12f;

  private final SoftField smoke;
  private final List<Firework> fireworks;
  private final float half;
  private final float horizon;
  private final float speed;
  private Rgb colour = Rgb.BLACK;

  SmokeGlow(Stage stage) {
    smoke = new SoftField(stage.space());
    fireworks = Events.of(stage.scene(), stage.seconds()).fireworks();
    half = stage.space().half();
    horizon = stage.horizon();
    speed = (float) stage.scene().pace().speed();
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    float film = frame.seconds() / speed;
    List<Firework> alive =
        fireworks.stream()
            .filter(f -> film >= f.burstSeconds() && film < f.burstSeconds() + 3)
            .toList();
    colour = mixed(alive, film);
    smoke.fill(
        crew,
        0,
        (int) frame.pixelY(horizon, DEPTH),
        (px, py) -> density(alive, film, frame.unitX(px, DEPTH), frame.unitY(py, DEPTH)));
  }

  private static Rgb mixed(List<Firework> alive, float film) {
    Rgb sum = Rgb.BLACK;
    float weight = 0.0001f;
    for (Firework f : alive) {
      float w = (float) Math.exp(-(film - f.burstSeconds()) * 1.6);
      Rgb c = Rgb.of(f.rgb());
      sum =
          new Rgb(sum.red() + c.red() * w, sum.green() + c.green() * w, sum.blue() + c.blue() * w);
      weight += w;
    }
    return sum.times(1 / weight);
  }

  private float density(List<Firework> alive, float film, float x, float y) {
    float light = 0;
    for (Firework f : alive) {
      float age = (float) (film - f.burstSeconds());
      float reach = 105 * (float) f.size() * (0.5f + age * 0.5f);
      float dx = (x - (float) (f.x() * 2 - 1) * half - age * 9) / reach;
      float dy = (y - (float) f.y() * horizon * 1.15f - age * 5) / reach;
      light += Curves.fall((dx * dx + dy * dy) * 0.9f) * (float) Math.exp(-age * 1.5f);
    }
    if (light < 0.01f) {
      return 0;
    }
    float puff = Tile.SOFT.at(x * 0.9f - film * 8, y * 0.9f + film * 4);
    return light * 0.30f * (0.25f + 1.2f * Curves.smooth(0.30f, 0.78f, puff));
  }

  @Override
  public void paint(Row row) {
    float[] density = row.scratch(0);
    smoke.row(row, density);
    row.glow(colour, density);
  }
}
