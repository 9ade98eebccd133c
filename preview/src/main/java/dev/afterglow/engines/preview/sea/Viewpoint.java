package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Place;

/**
 * From where the sea of a scene is seen, for whatever stands in it.
 *
 * @param eye metres of the eye above the water
 * @param focal units from the eye to the picture
 */
public record Viewpoint(float eye, float focal) {
  /** The eye of an ocean or a beach. */
  public static Viewpoint of(Stage stage) {
    Conditions sea = Conditions.of(stage);
    Conditions seen = stage.scene().place() == Place.BEACH ? sea.ashore() : sea;
    return new Viewpoint(seen.eye(), seen.focal());
  }

  /** Units below the horizon at which water at this distance is seen. */
  public float below(float metres) {
    return eye * focal / metres;
  }

  /** How strongly what stands there follows the camera: 0 the sky, 1 the main subject. */
  public float depth(float metres) {
    return Curves.mix(0.1f, 1.6f, below(metres) / 400);
  }
}
