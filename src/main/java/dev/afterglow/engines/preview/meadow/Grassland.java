package dev.afterglow.engines.preview.meadow;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Massif;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.List;

/** Grassland to the horizon, grass and flowers at the viewer's feet. */
public final class Grassland implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.GRASSLAND;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Scene scene = stage.scene();
    List<Rgb> colours = Bouquet.of(scene);
    boolean many = scene.has(Element.FLOWERS);
    if (scene.has(Element.PEAKS)) {
      Massif.behind(stage, 0.2f, 0.35f);
    }
    Downs downs = new Downs(stage.offset("downs"), scene.season(), many ? colours : List.of());
    Terrain terrain = new Terrain(stage, downs, 9, 4200, false);
    stage.add(Plane.MIDDLE, terrain.bake(0.35f, 520, 4200));
    stage.add(Plane.NEAR, terrain.bake(0.8f, 14, 600));
    Grass grass = new Grass(stage, colours);
    float bottom = stage.space().bottom();
    int flowers = many ? 260 : 26;
    stage.add(
        Plane.SHORE,
        grass.grow(new Grass.Strip(1.3f, bottom - 66, 52, 1500, flowers * 2), "back grass"));
    stage.add(
        Plane.SHORE,
        grass.grow(new Grass.Strip(1.7f, bottom - 18, 92, 1300, flowers), "middle grass"));
    stage.add(
        Plane.FRONT,
        grass.grow(new Grass.Strip(2.2f, bottom + 46, 150, 700, flowers / 4), "front grass"));
  }
}
