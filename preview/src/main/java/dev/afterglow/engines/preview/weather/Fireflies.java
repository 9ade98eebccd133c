package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Fireflies that wander low and light up in their own time. */
final class Fireflies extends Specks {
  private static final int COUNT = 90;
  private static final Rgb GLOW = new Rgb(0.92f, 1.0f, 0.42f);

  private record Firefly(float x, float y, float roam, float speed, float phase, float size) {}

  private final Firefly[] fireflies = new Firefly[COUNT];

  Fireflies(Stage stage) {
    super(true);
    SplittableRandom random = stage.random("fireflies");
    float half = stage.space().half();
    float top = Math.min(stage.horizon(), stage.space().at(0.72f)) - 90;
    for (int i = 0; i < COUNT; i++) {
      fireflies[i] =
          new Firefly(
              (float) random.nextDouble(-half, half),
              (float) random.nextDouble(top, stage.space().bottom() - 20),
              (float) random.nextDouble(14, 46),
              (float) random.nextDouble(0.3, 0.9),
              (float) random.nextDouble(Math.TAU),
              (float) random.nextDouble(1.1, 2.4));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Firefly fly : fireflies) {
      float t = frame.seconds() * fly.speed + fly.phase;
      float x =
          fly.x + fly.roam * (float) (Math.sin(t * 1.3) + 0.5 * Math.sin(t * 2.7 + fly.phase));
      float y = fly.y + 0.6f * fly.roam * (float) Math.sin(t * 1.7 + fly.phase * 2);
      float pulse = Math.max(0, (float) Math.sin(t * 2.1 + fly.phase * 5));
      float px = frame.pixelX(x, 1);
      float py = frame.pixelY(y, 1);
      dot(px, py, fly.size * scale, GLOW, pulse);
      dot(px, py, fly.size * 5 * scale, GLOW, 0.13f * pulse);
    }
  }
}
