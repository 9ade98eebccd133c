package dev.afterglow.engines.preview.space;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** On the Moon: its ground in hard light under a black sky, and the Earth above it. */
public final class Moonscape implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.SPACE && scene.has(Element.REGOLITH);
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    float half = stage.space().half();
    float side = stage.light().sunX() < 0 ? -1 : 1;
    Globe earth =
        new Globe(
            -side * half * 0.34f,
            stage.horizon() * 0.36f,
            Math.min(86, half * 0.2f),
            0.12f,
            Surface.living(stage.offset("earth") * 4),
            false);
    stage.add(Plane.SKY, new StarField(stage));
    stage.add(Plane.SKY, new Planet(earth, -side));
    Terrain terrain =
        new Terrain(stage, airless(stage), new Regolith(stage.offset("regolith")), 15, 1e6f, false);
    stage.add(Plane.FAR, terrain.bake(0.25f, 900, 7000));
    stage.add(Plane.MIDDLE, terrain.bake(0.5f, 150, 1000));
    stage.add(Plane.NEAR, terrain.bake(1, 9, 170));
  }

  /** Sunlight that no air softens, and a little that the ground throws back. */
  private static Light airless(Stage stage) {
    return stage
        .light()
        .under(new Rgb(1.16f, 1.13f, 1.07f), new Rgb(0.035f, 0.040f, 0.052f), Rgb.BLACK);
  }
}
