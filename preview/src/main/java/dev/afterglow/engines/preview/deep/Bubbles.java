package dev.afterglow.engines.preview.deep;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Bubbles that wobble upwards, and the fine snow that hangs in all sea water. */
final class Bubbles extends Specks {
  private static final Rgb PALE = new Rgb(0.72f, 0.92f, 0.96f);

  private record Bubble(float x, float way, float rise, float sway, float phase, float size) {}

  private final Bubble[] bubbles;

  Bubbles(Stage stage) {
    super(true);
    SplittableRandom random = stage.random("bubbles");
    float half = stage.space().half() * 1.1f;
    bubbles = new Bubble[230];
    for (int i = 0; i < bubbles.length; i++) {
      boolean snow = i > 60;
      float column = (float) (random.nextInt(4) - 1.5) * half * 0.42f;
      bubbles[i] =
          new Bubble(
              snow
                  ? (float) random.nextDouble(-half, half)
                  : column + (float) random.nextGaussian() * 26,
              (float) random.nextDouble(),
              snow ? (float) random.nextDouble(-0.006, 0.006) : (float) random.nextDouble(.08, .2),
              (float) random.nextDouble(3, snow ? 16 : 8),
              (float) random.nextDouble(Math.TAU),
              snow ? (float) random.nextDouble(0.6, 1.2) : (float) random.nextDouble(1.2, 4.2));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    float t = frame.seconds();
    for (Bubble bubble : bubbles) {
      float way = bubble.way + bubble.rise * t;
      float part = way - (float) Math.floor(way);
      float x = frame.pixelX(bubble.x + bubble.sway * (float) Math.sin(t * 2 + bubble.phase), 1.1f);
      float y = frame.pixelY(frame.space().bottom() * (1 - part), 1.1f);
      float seen = Curves.smooth(0, 0.1f, part) * Curves.smooth(1, 0.9f, part);
      float size = bubble.size * scale;
      if (bubble.size > 1.2f) {
        dot(x, y, size, PALE, 0.20f * seen);
        dot(x - size * 0.35f, y - size * 0.4f, size * 0.35f, Rgb.WHITE, 0.65f * seen);
      } else {
        dot(x, y, size, PALE, 0.22f * seen);
      }
    }
  }
}
