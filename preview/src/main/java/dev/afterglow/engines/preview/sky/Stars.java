package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Pace;
import java.util.SplittableRandom;

/**
 * Stars of many magnitudes that turn around the pole, twinkling more the lower they stand; where
 * time is sped up they leave trails instead.
 */
final class Stars extends Specks {
  private static final float DEPTH = 0.05f;

  /** Stars for each million square units of sky. */
  private static final int MANY = 4600;

  private static final int USUAL = 2500;

  /** How many straight pieces a trail is made of, and the seconds of each. */
  private static final int PIECES = 3;

  private static final float PIECE_SECONDS = 3.5f;

  private record Star(float radius, float angle, float bright, float phase, Rgb colour) {}

  private final Turning turning;
  private final Star[] stars;
  private final float horizon;
  private final float strength;
  private final boolean trails;

  Stars(Stage stage) {
    super(true);
    turning = Turning.of(stage);
    horizon = stage.horizon();
    strength = (stage.light().night() - 0.4f) / 0.6f;
    trails = stage.scene().pace() == Pace.TIME_LAPSE;
    SplittableRandom random = stage.random("stars");
    boolean asked = stage.scene().has(Element.STARS) || stage.scene().has(Element.GALAXY);
    float reach = turning.reach(stage);
    int count = (int) ((asked ? MANY : USUAL) * Math.PI * reach * reach * 1e-6);
    stars = new Star[count];
    for (int i = 0; i < count; i++) {
      float magnitude = (float) Math.pow(random.nextDouble(), 5);
      float warm = (float) random.nextDouble();
      stars[i] =
          new Star(
              reach * (float) Math.sqrt(random.nextDouble()),
              (float) random.nextDouble(Math.TAU),
              0.16f + 1.1f * magnitude,
              (float) random.nextDouble(Math.TAU),
              new Rgb(0.78f + 0.22f * warm, 0.86f, 1.0f - 0.18f * warm));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Star star : stars) {
      float angle = star.angle + turning.angle(frame);
      float x = x(star, angle);
      float y = y(star, angle);
      if (y > horizon + 40 || y < -40) {
        continue;
      }
      float low = Math.max(0, y / horizon);
      float twinkle =
          1 + (0.12f + 0.3f * low) * (float) Math.sin(frame.seconds() * 3.1f + star.phase * 7);
      float bright = star.bright * (trails ? 1 : twinkle) * strength * (1 - 0.75f * low * low);
      float radius = (0.55f + 0.75f * star.bright) * scale;
      dot(frame.pixelX(x, DEPTH), frame.pixelY(y, DEPTH), radius, star.colour, bright);
      if (trails && star.bright > 0.2f) {
        trail(frame, star, bright * 0.55f, radius * 0.8f);
      }
    }
  }

  private void trail(Frame frame, Star star, float bright, float radius) {
    float angle = star.angle + turning.angle(frame);
    for (int piece = 0; piece < PIECES; piece++) {
      float before = star.angle + turning.angle(frame.seconds() - (piece + 1) * PIECE_SECONDS);
      streak(
          frame.pixelX(x(star, angle), DEPTH),
          frame.pixelY(y(star, angle), DEPTH),
          frame.pixelX(x(star, before), DEPTH),
          frame.pixelY(y(star, before), DEPTH),
          radius,
          star.colour,
          bright * (1 - (float) piece / PIECES));
      angle = before;
    }
  }

  private float x(Star star, float angle) {
    return turning.poleX() + star.radius * (float) Math.cos(angle);
  }

  private float y(Star star, float angle) {
    return turning.poleY() + star.radius * (float) Math.sin(angle);
  }
}
