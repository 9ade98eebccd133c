package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import java.util.SplittableRandom;

/** Stars of many magnitudes, twinkling more the lower they stand. */
final class Stars extends Specks {
  private static final float DEPTH = 0.05f;

  private record Star(float x, float y, float bright, float phase, Rgb colour) {}

  private final Star[] stars;
  private final float horizon;
  private final float strength;

  Stars(Stage stage) {
    super(true);
    horizon = stage.horizon();
    strength = (stage.light().night() - 0.4f) / 0.6f;
    Space space = stage.space();
    SplittableRandom random = stage.random("stars");
    boolean asked = stage.scene().has(Element.STARS) || stage.scene().has(Element.GALAXY);
    int count = (int) ((asked ? 1500 : 800) * space.half() * horizon / (640 * 500));
    stars = new Star[count];
    for (int i = 0; i < count; i++) {
      double magnitude = Math.pow(random.nextDouble(), 5);
      float warm = (float) random.nextDouble();
      stars[i] =
          new Star(
              (float) ((random.nextDouble() * 2 - 1) * (space.half() + 80)),
              (float) (random.nextDouble() * (horizon + 60)) - 40,
              0.16f + 1.1f * (float) magnitude,
              (float) random.nextDouble(Math.TAU),
              new Rgb(0.78f + 0.22f * warm, 0.86f, 1.0f - 0.18f * warm));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Star star : stars) {
      float low = Math.max(0, star.y / horizon);
      float twinkle =
          1 + (0.12f + 0.3f * low) * (float) Math.sin(frame.seconds() * 3.1f + star.phase * 7);
      float bright = star.bright * twinkle * strength * (1 - 0.75f * low * low);
      float radius = (0.55f + 0.75f * star.bright) * scale;
      dot(frame.pixelX(star.x, DEPTH), frame.pixelY(star.y, DEPTH), radius, star.colour, bright);
    }
  }
}
