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
    if (open && (scene.has(Element.MOON) || stage.light().night() > 0.9f)) {
      stage.add(Plane.SKY, new Moon(stage));
    }
    stage.add(Plane.SKY, new Clouds(stage));
    stage.add(Plane.SKY, new Sun(stage));
  }
}
