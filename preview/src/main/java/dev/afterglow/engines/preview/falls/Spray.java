package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Drops that jump up where the fall strikes the pool. */
final class Spray extends Specks {
  private static final float DEPTH = 1;
  private static final float GRAVITY = 220;

  private record Drop(float x, float sideways, float up, float life, float phase, float radius) {}

  private final Gorge gorge;
  private final Rgb colour;
  private final Drop[] drops = new Drop[460];

  Spray(Stage stage, Gorge gorge) {
    super(false);
    this.gorge = gorge;
    Light light = stage.light();
    colour = light.on(Rgb.WHITE, 0.62f, 0.9f, 0);
    SplittableRandom random = stage.random("spray");
    for (int i = 0; i < drops.length; i++) {
      float x = (float) (random.nextGaussian() * 50);
      float life = 0.9f + 1.4f * (float) random.nextDouble();
      drops[i] =
          new Drop(
              x,
              x * 0.9f + (float) (random.nextGaussian() * 34),
              70 + 175 * (float) random.nextDouble(),
              life,
              life * (float) random.nextDouble(),
              0.7f + 0.9f * (float) random.nextDouble());
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Drop drop : drops) {
      float age = (frame.seconds() + drop.phase) % drop.life;
      float x = gorge.fall() + drop.x + drop.sideways * age;
      float y = gorge.base() + 2 - drop.up * age + GRAVITY / 2 * age * age;
      if (y < gorge.base() + 24) {
        float alpha = 0.5f * (1 - age / drop.life);
        dot(frame.pixelX(x, DEPTH), frame.pixelY(y, DEPTH), drop.radius * scale, colour, alpha);
      }
    }
  }
}
