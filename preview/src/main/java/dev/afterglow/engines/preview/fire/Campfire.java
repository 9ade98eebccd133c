package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** A fire on the ground of a clearing, with the wood behind it in its light. */
public final class Campfire implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.CAMPFIRE;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Hearth hearth = Hearth.of(stage);
    Clearing clearing = new Clearing(stage, hearth);
    stage.add(Plane.MIDDLE, stage.bake(0.55f, clearing::trees));
    stage.add(Plane.NEAR, stage.bake(1, clearing::ground));
    stage.add(Plane.AIR, new Firelight(stage, hearth));
    stage.add(Plane.AIR, new Flames(stage, hearth));
    stage.add(Plane.FALLING, new Embers(stage, hearth));
    if (stage.scene().has(Element.TENT)) {
      stage.add(Plane.MIDDLE, stage.bake(0.8f, clearing::tent));
    }
  }
}
