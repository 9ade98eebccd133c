package dev.afterglow.engines.preview.desert;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** Dunes to the horizon. */
public final class Desert implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.DESERT;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    float wind = stage.light().sunX() < 0 ? -1 : 1;
    Dunes dunes = new Dunes(stage.offset("dunes"), wind);
    Terrain terrain = new Terrain(stage, dunes, 34, 3600, false);
    stage.add(Plane.FAR, terrain.bake(0.25f, 900, 4200));
    stage.add(Plane.MIDDLE, terrain.bake(0.5f, 230, 1050));
    stage.add(Plane.NEAR, terrain.bake(1.0f, 22, 270));
    stage.add(Plane.FALLING, new BlownSand(stage));
  }
}
