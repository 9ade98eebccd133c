package dev.afterglow.engines.preview.flow;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** Veils of light in the colours of the scene's palette. */
public final class FlowingLight implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.ABSTRACT;
  }

  @Override
  public void build(Stage stage) {
    Hues hues = Hues.of(stage.scene());
    stage.add(Plane.SKY, new Depths(stage, hues));
    stage.add(Plane.NEAR, new Veils(stage, hues));
    stage.add(Plane.AIR, new Motes(stage, hues));
  }
}
