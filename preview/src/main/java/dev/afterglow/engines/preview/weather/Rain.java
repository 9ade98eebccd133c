package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.SplittableRandom;

/** Streaks of rain at many distances: the near ones long, fast and few. */
final class Rain extends Specks {
  private static final float ROOM = 90;

  private record Drop(float x, float y, float speed, float length, float width, float alpha) {}

  private final Drop[] drops;
  private final Wrapped across;
  private final Wrapped down;
  private final float slant;
  private final Rgb colour;

  Rain(Stage stage) {
    super(false);
    boolean storm = stage.scene().weather() == Weather.STORM;
    SplittableRandom random = stage.random("rain");
    across = Wrapped.across(stage.space(), ROOM);
    down = Wrapped.down(stage.space(), ROOM);
    slant = (storm ? 0.26f : 0.10f) * (random.nextBoolean() ? 1 : -1);
    Rgb air = stage.light().haze().mix(stage.light().middle(), 0.4f);
    colour = air.times(1.25f).mix(new Rgb(0.80f, 0.86f, 0.95f), 0.30f);
    int count = (int) ((storm ? 900 : 620) * across.length() * down.length() / (1460 * 900));
    drops = new Drop[count];
    for (int i = 0; i < count; i++) {
      float near = (float) Math.pow(random.nextDouble(), 2.6);
      drops[i] =
          new Drop(
              (float) random.nextDouble() * across.length(),
              (float) random.nextDouble() * down.length(),
              (760 + 900 * near) * (storm ? 1.2f : 1),
              16 + 58 * near,
              0.55f + 0.85f * near,
              (0.13f + 0.22f * near) * (storm ? 1.15f : 1));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Drop drop : drops) {
      float fallen = drop.speed * frame.seconds();
      float y = down.at(drop.y + fallen);
      float x = across.at(drop.x + slant * fallen);
      float headX = frame.pixelX(x, 1);
      float headY = frame.pixelY(y, 1);
      float tail = drop.length * scale;
      streak(
          headX - slant * tail, headY - tail, headX, headY, drop.width * scale, colour, drop.alpha);
    }
  }
}
