package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** Sky lanterns that rise from the horizon, small ones far away and a few near. */
public final class Lanterns implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.LANTERNS)
        && scene.place() != Place.UNDERWATER
        && scene.place() != Place.SPACE;
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.NEAR, new SkyLanterns(stage));
  }
}
