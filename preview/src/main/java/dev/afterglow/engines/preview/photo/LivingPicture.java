package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.grade.Finish;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.weather.Falling;
import java.util.List;

/** Puts a photograph on a stage, with whatever of the prompt can be laid over it. */
public final class LivingPicture {
  private LivingPicture() {}

  /** Adds the photograph and the weather of the stage's scene. */
  public static void build(Stage stage, Photo photo) {
    Scene scene = stage.scene();
    Travel travel = Travel.of(scene.camera(), Math.round(stage.seconds()), scene.seed() % 2 == 0);
    stage.add(Plane.SKY, new Pixels(photo, Depth.of(photo), travel, Finish.untoned()));
    if (scene.has(Element.LIGHT_SHAFTS) || scene.has(Element.SUN)) {
      stage.add(Plane.AIR, new FadingIn(new Rays(stage)));
    }
    List<Layer> weather = Falling.layers(stage);
    weather.forEach(layer -> stage.add(Plane.FALLING, new FadingIn(layer)));
    if (scene.has(Element.EMBERS) || scene.has(Element.FIRE)) {
      stage.add(Plane.FALLING, new FadingIn(new Sparks(stage, true)));
    } else if (weather.isEmpty()) {
      stage.add(Plane.FALLING, new FadingIn(new Sparks(stage, false)));
    }
  }
}
