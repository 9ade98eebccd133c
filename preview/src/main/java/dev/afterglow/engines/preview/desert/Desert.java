package dev.afterglow.engines.preview.desert;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.land.Boulders;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.SplittableRandom;

/** Dunes to the horizon. */
public final class Desert implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.DESERT;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    float wind = stage.light().sunX() < 0 ? -1 : 1;
    Dunes dunes = new Dunes(stage.offset("dunes"), wind, sand(stage.scene()));
    Terrain terrain = new Terrain(stage, dunes, 34, 3600, false);
    stage.add(Plane.FAR, terrain.bake(0.25f, 900, 4200));
    stage.add(Plane.MIDDLE, terrain.bake(0.5f, 230, 1050));
    stage.add(Plane.NEAR, terrain.bake(1.0f, 22, 270));
    if (martian(stage.scene())) {
      stage.add(Plane.FRONT, stones(stage));
    }
    stage.add(Plane.FALLING, new BlownSand(stage));
  }

  private static boolean martian(Scene scene) {
    return scene.has(Element.PLANETS);
  }

  private static Rgb sand(Scene scene) {
    if (martian(scene)) {
      return new Rgb(0.78f, 0.64f, 0.60f);
    }
    return scene.hues().contains(Hue.WHITE)
        ? new Rgb(1.08f, 1.42f, 2.2f)
        : scene.hues().contains(Hue.RED) ? new Rgb(1, 0.66f, 0.52f) : Rgb.WHITE;
  }

  /** Stones that lie about at the viewer's feet, as Mars is strewn with them. */
  private static Still stones(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("stones");
    float half = stage.space().half();
    float bottom = stage.space().bottom();
    Boulders boulders = new Boulders(stage, 0, 0.22f);
    for (int i = 0; i < 46; i++) {
      float near = (float) random.nextDouble();
      float y = bottom - 150 + 170 * near;
      float radius =
          (2 + 10 * near) * (float) random.nextDouble(0.5, random.nextInt(5) == 0 ? 3 : 1.3);
      boulders.add((float) random.nextDouble(-1, 1) * half, y, radius);
    }
    return stage.bake(1.15f, sheet -> boulders.paint(sheet, bottom * 2));
  }
}
