package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Scene;

/** Fireworks in the sky of any place, so that whatever water there is mirrors them. */
public final class Fireworks implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.FIREWORKS);
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.SKY, new Rockets(stage));
    stage.add(Plane.SKY, new SmokeGlow(stage));
  }
}
