package dev.afterglow.engines.preview.sky;

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
import dev.afterglow.engines.preview.scene.Weather;

/** Clouds that drift, lit from the side of the sun, smaller and denser toward the horizon. */
final class Clouds implements Layer {
  private static final float DEPTH = 0.12f;

  private final Light light;
  private final float horizon;
  private final float low;
  private final float speed;
  private final float offset;
  private final SoftField density;
  private final SoftField shine;
  private final Rgb lit;
  private final Rgb shade;

  Clouds(Stage stage) {
    light = stage.light();
    horizon = stage.horizon();
    density = new SoftField(stage.space());
    shine = new SoftField(stage.space());
    offset = stage.offset("clouds") * 5;
    low = 0.66f - 0.44f * light.cover();
    Weather weather = stage.scene().weather();
    speed = weather == Weather.WINDY || weather == Weather.STORM ? 2.6f : 1;
    float dim = Curves.mix(1, 0.34f, light.night());
    lit =
        light
            .on(Rgb.WHITE, 0.66f * dim, 0.72f, 0)
            .mix(light.glow().times(dim), 0.30f)
            .mix(light.horizon(), 0.12f);
    shade = light.middle().mix(light.fill(), 0.40f).mix(light.haze(), 0.42f).times(0.98f);
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    int bottom = (int) frame.pixelY(horizon, DEPTH) + density.step();
    float time = frame.seconds() * speed;
    // towards the sun a cloud thins out and shines
    float towardX = light.sunX() < 0 ? -1 : 1;
    density.fill(crew, 0, bottom, (x, y) -> cover(frame, x, y, time, 0, 0));
    shine.fill(crew, 0, bottom, (x, y) -> cover(frame, x, y, time, 13 * towardX, -15));
  }

  /** How dense the cloud is: a plane of clouds seen from below, bent by a slower one. */
  private float cover(Frame frame, float pixelX, float pixelY, float time, float aside, float up) {
    float x = frame.unitX(pixelX, DEPTH) + aside;
    float y = frame.unitY(pixelY, DEPTH) + up;
    float above = Math.max(0, horizon - y) / horizon;
    float far = 1 / (0.30f + 0.85f * above);
    float u = x * 0.34f * far + offset;
    float v = 330 * far + offset;
    float bend = Tile.SOFT.at(u * 0.6f + time * 1.1f, v * 0.8f) - 0.5f;
    return Tile.SOFT.at(u + time * 2.6f + bend * 62, v + bend * 30) * 0.86f
        + Tile.SOFT.at(u * 2.6f + time * 4.4f, v * 2.4f + bend * 40) * 0.20f
        - 0.03f;
  }

  @Override
  public void paint(Row row) {
    float y = row.frame().unitY(row.y(), DEPTH);
    if (y > horizon + 8) {
      return;
    }
    float[] here = row.scratch(0);
    float[] there = row.scratch(1);
    density.row(row, here);
    shine.row(row, there);
    float above = Math.max(0, horizon - y) / horizon;
    float fade = Curves.smooth(0, 0.14f, above);
    float flash = row.frame().flash();
    float high = low + 0.20f;
    float scale = 1 / (high - low);
    float[] part = row.scratch(2);
    for (int x = row.from(); x <= row.to(); x++) {
      float t = Math.max(0, Math.min(1, (here[x] - low) * scale));
      float bright = 0.62f + (here[x] - there[x]) * 3.6f - t * 0.34f;
      there[x] = Math.max(0, Math.min(1, bright)) + flash * 0.6f;
      part[x] = t * t * (3 - 2 * t) * fade * 0.95f;
    }
    row.cover(shade, lit, there, part);
  }
}
