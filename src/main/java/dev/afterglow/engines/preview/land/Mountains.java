package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** Mountains as the place itself. */
public final class Mountains implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.MOUNTAINS;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    boolean white = stage.scene().has(Element.PEAKS);
    Alps alps =
        new Alps(
            stage.offset("alps"),
            stage.space().portrait() ? 4300 : 3300,
            900,
            7600,
            white ? 1050 : 1900,
            0.12f,
            stage.scene().season());
    Terrain terrain = new Terrain(stage, alps, 260, 11000, false);
    stage.add(Plane.FAR, terrain.bake(0.22f, 4300, 13000));
    stage.add(Plane.MIDDLE, terrain.bake(0.45f, 1700, 4900));
    stage.add(Plane.NEAR, terrain.bake(0.9f, 350, 2300));
  }
}
