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
    return scene.place() == Place.MOUNTAINS && !scene.has(Element.VOLCANO);
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
            Alps.valley(stage.light(), 0.12f),
            Alps.gap(stage.light()),
            stage.scene().season());
    Terrain terrain = new Terrain(stage, alps, 105, 11000, false);
    Woods slopes = new Woods(stage, terrain, "slopes", 1600, 900, 2400, 24, alps::wooded);
    Woods firs = new Woods(stage, terrain, "firs", 620, 240, 980, 23, alps::wooded);
    float aside = stage.light().sunX() < 0 ? 0.4f : -0.4f;
    Houses houses = Houses.of(stage, terrain, 265, 430, aside, 1.6f);
    stage.add(Plane.FAR, terrain.bake(0.22f, 4300, 13000));
    stage.add(Plane.MIDDLE, terrain.bake(0.42f, 2100, 4900));
    stage.add(Plane.NEAR, terrain.bake(0.7f, 860, 2500, slopes::paint));
    stage.add(
        Plane.NEAR,
        terrain.bake(
            1.1f,
            215,
            1000,
            sheet -> {
              firs.paint(sheet);
              houses.paint(sheet);
            }));
  }
}
