package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Stage;

/**
 * Where a fire burns.
 *
 * @param x units, the middle of its foot
 * @param y units, its foot
 * @param tall units that its flames reach
 */
record Hearth(float x, float y, float tall) {
  static Hearth of(Stage stage) {
    float foot = stage.space().at(stage.space().portrait() ? 0.80f : 0.86f);
    return new Hearth(0, foot, stage.space().portrait() ? 250 : 240);
  }

  /** How bright it burns at a moment, about 1. */
  float flicker(float t) {
    return 1
        + 0.09f * (float) Math.sin(t * 9.1f)
        + 0.07f * (float) Math.sin(t * 14.7f + 1.3f)
        + 0.05f * (float) Math.sin(t * 23.9f + 0.4f);
  }
}
