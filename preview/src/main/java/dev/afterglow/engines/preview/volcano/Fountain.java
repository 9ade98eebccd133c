package dev.afterglow.engines.preview.volcano;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Lava thrown up from the crater: it flies, cools from yellow to red, and falls on the slopes. */
final class Fountain extends Specks {
  private static final Rgb HOT = new Rgb(1.0f, 0.80f, 0.36f);
  private static final Rgb COOL = new Rgb(1.0f, 0.20f, 0.04f);

  /** Units a second, each second: slow, since the mountain is far away and large. */
  private static final float GRAVITY = 46;

  private record Bomb(float aside, float up, float life, float phase, float size, float burst) {}

  private final Bomb[] bombs = new Bomb[420];
  private final float x;
  private final float y;

  Fountain(Stage stage, float x, float y) {
    // light adds up in the dark; before a bright sky it covers
    super(stage.light().night() > 0.5f);
    this.x = x;
    this.y = y;
    SplittableRandom random = stage.random("fountain");
    for (int i = 0; i < bombs.length; i++) {
      float up = (float) random.nextDouble(22, 118);
      float life = 2 * up / GRAVITY * (float) random.nextDouble(0.9, 1.25);
      bombs[i] =
          new Bomb(
              (float) random.nextGaussian() * (7 + 0.17f * up),
              up,
              life,
              (float) random.nextDouble(life),
              (float) random.nextDouble(0.7, 1.9),
              (float) random.nextDouble(Math.TAU));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    float pulse = 0.85f + 0.15f * (float) Math.sin(frame.seconds() * 2.1f);
    float middleX = frame.pixelX(x, Smoke.DEPTH);
    float middleY = frame.pixelY(y, Smoke.DEPTH);
    dot(middleX, middleY, 26 * scale, HOT, 0.55f * pulse);
    dot(middleX, middleY - 8 * scale, 90 * scale, COOL, 0.34f * pulse);
    dot(middleX, middleY - 20 * scale, 230 * scale, COOL, 0.13f * pulse);
    for (Bomb bomb : bombs) {
      float age = (frame.seconds() + bomb.phase) % bomb.life;
      float before = Math.max(0, age - 0.05f);
      float part = age / bomb.life;
      float bright = Curves.smooth(0, 0.04f, part) * Curves.smooth(1, 0.6f, part);
      Rgb colour = HOT.mix(COOL, Curves.smooth(0.1f, 0.7f, part));
      streak(
          frame.pixelX(x(bomb, before), Smoke.DEPTH),
          frame.pixelY(y(bomb, before), Smoke.DEPTH),
          frame.pixelX(x(bomb, age), Smoke.DEPTH),
          frame.pixelY(y(bomb, age), Smoke.DEPTH),
          bomb.size * scale,
          colour,
          bright);
    }
  }

  private float x(Bomb bomb, float age) {
    return x + 5 * (float) Math.sin(bomb.burst) + bomb.aside * age;
  }

  private float y(Bomb bomb, float age) {
    return y - bomb.up * age + GRAVITY / 2 * age * age;
  }
}
