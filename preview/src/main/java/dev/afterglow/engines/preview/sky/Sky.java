package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Weather;

/** The sky of an outdoor place: its colour, sun or moon, stars and clouds, back to front. */
public final class Sky {
  private Sky() {}

  /** Adds the sky to a stage. */
  public static void build(Stage stage) {
    Scene scene = stage.scene();
    boolean open = stage.light().cover() < 0.8f && scene.weather() != Weather.FOG;
    stage.add(Plane.SKY, new Firmament(stage));
    if (stage.light().night() > 0.5f && open) {
      stage.add(Plane.SKY, new Stars(stage));
    }
    boolean night = stage.light().night() > 0.9f;
    if (open && (scene.has(Element.MOON) || (night && moonlit(scene)))) {
      stage.add(Plane.SKY, new Moon(stage));
    }
    if (!scene.has(Element.CLEAR_SKY) || scene.weather() != Weather.CLEAR) {
      stage.add(Plane.SKY, new Clouds(stage));
    }
    stage.add(Plane.SKY, new Sun(stage));
  }

  /** Whether the moon lights a night of this scene; by its light fainter lights are not seen. */
  static boolean moonlit(Scene scene) {
    return scene.has(Element.MOON)
        || !(scene.has(Element.GALAXY) || scene.has(Element.AURORA) || scene.has(Element.METEORS));
  }
}
