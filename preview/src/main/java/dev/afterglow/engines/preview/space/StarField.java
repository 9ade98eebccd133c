package dev.afterglow.engines.preview.space;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Stars that do not twinkle, at several distances, so that a moving camera feels the depth. */
final class StarField extends Specks {
  private record Star(float x, float y, float depth, float size, float bright, Rgb colour) {}

  private final Star[] stars;

  StarField(Stage stage) {
    super(true);
    SplittableRandom random = stage.random("star field");
    float half = stage.space().half() * 1.2f;
    float tall = stage.space().bottom();
    stars = new Star[(int) (1500 * half * tall / (768 * 720))];
    for (int i = 0; i < stars.length; i++) {
      double magnitude = Math.pow(random.nextDouble(), 6);
      float warm = (float) random.nextDouble();
      stars[i] =
          new Star(
              (float) random.nextDouble(-half, half),
              (float) random.nextDouble(-0.1, 1.1) * tall,
              0.05f + 0.5f * (float) (magnitude * random.nextDouble()),
              0.6f + 1.3f * (float) magnitude,
              0.18f + 1.2f * (float) magnitude,
              new Rgb(0.74f + 0.26f * warm, 0.86f, 1 - 0.24f * warm));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Star star : stars) {
      float x = frame.pixelX(star.x + frame.seconds() * 6 * star.depth, star.depth);
      float y = frame.pixelY(star.y, star.depth);
      dot(x, y, star.size * scale, star.colour, star.bright);
      if (star.bright > 1.22f) {
        float ray = 9 * star.size * scale;
        streak(x - ray, y, x + ray, y, 0.5f * scale, star.colour, 0.22f);
        streak(x, y - ray, x, y + ray, 0.5f * scale, star.colour, 0.22f);
      }
    }
  }
}
