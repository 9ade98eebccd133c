package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Stage;

/**
 * How the sky turns around its pole: so slowly that it is felt rather than seen, and fast enough to
 * be watched where time is sped up.
 *
 * @param poleX units from the middle to the pole
 * @param poleY units from the top to the pole
 */
public record Turning(float poleX, float poleY) {
  private static final float RADIANS_A_SECOND = 0.0036f;

  /** The pole of a stage's sky. */
  public static Turning of(Stage stage) {
    float side = stage.scene().seed() % 2 == 0 ? -1 : 1;
    return new Turning(side * 0.22f * stage.space().half(), 0.42f * stage.horizon());
  }

  /** How far the sky has turned, in radians. */
  public float angle(Frame frame) {
    return angle(frame.seconds());
  }

  float angle(float seconds) {
    return -RADIANS_A_SECOND * seconds;
  }

  /** The distance from the pole to the farthest corner above the horizon, in units. */
  public float reach(Stage stage) {
    float wide = stage.space().half() * 1.06f + Math.abs(poleX) + 20;
    float high = Math.max(poleY + 30, stage.horizon() - poleY + 60);
    return (float) Math.hypot(wide, high);
  }
}
