package dev.afterglow.engines.preview.water;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.land.Boulders;
import dev.afterglow.engines.preview.land.Houses;
import dev.afterglow.engines.preview.land.Massif;
import dev.afterglow.engines.preview.land.Shoreland;
import dev.afterglow.engines.preview.land.StoneBridge;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.land.Woods;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.SplittableRandom;

/** A lake among mountains, its far shore wooded, stones at the near one. */
public final class Lake implements Family {
  private static final float EYE = 9;
  private static final float FAR_SHORE = 560;

  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.LAKE;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Massif.behind(stage, 0.2f, 0.4f);
    float side = stage.light().sunX() < 0 ? 1 : -1;
    Shoreland land =
        new Shoreland(
            (x, z) -> FAR_SHORE + side * x * 0.32f - z,
            0.16f,
            stage.offset("shore"),
            stage.scene().season());
    Terrain terrain = new Terrain(stage, land, EYE, 5200, true);
    Woods woods =
        new Woods(
            stage,
            terrain,
            "lake woods",
            900,
            330,
            1100,
            20,
            (_, _, height) -> height > 2 ? 0.9f : 0);
    Houses houses = Houses.of(stage, terrain, FAR_SHORE * 0.97f, FAR_SHORE, -0.42f * side, 3.1f);
    Still shore =
        terrain.bake(
            0.6f,
            300,
            1500,
            sheet -> {
              woods.paint(sheet);
              houses.paint(sheet);
              if (stage.scene().has(Element.BRIDGE)) {
                new StoneBridge(stage, terrain, 30 * side, FAR_SHORE * 0.9f, 130).paint(sheet);
              }
            });
    stage.add(Plane.NEAR, shore);
    float line = terrain.screenY(0, FAR_SHORE * 1.6f);
    stage.add(Plane.WATER, new Water(stage, line, Water.Look.LAKE, 0));
    stage.add(Plane.SHORE, shore);
    stage.add(Plane.FRONT, stones(stage));
  }

  /** Stones in the shallows at the viewer's feet, more on one side than on the other. */
  private static Still stones(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("stones");
    Boulders boulders = new Boulders(stage, 0.55f, 0);
    float half = stage.space().half();
    float bottom = stage.space().bottom();
    float heavy = random.nextBoolean() ? 1 : -1;
    for (int i = 0; i < 34; i++) {
      float along = (float) random.nextDouble();
      boolean main = random.nextDouble() < 0.7;
      float x = (main ? heavy : -heavy) * half * (1.08f - along * along * (main ? 0.95f : 0.4f));
      float edge = Curves.clamp(Math.abs(x) / half);
      float radius = 8 + (float) random.nextDouble() * 46 * edge * edge;
      float y = bottom + 22 - edge * edge * 70 * (float) random.nextDouble();
      boulders.add(x, y, radius);
    }
    return stage.bake(1.9f, sheet -> boulders.paint(sheet, bottom * 2));
  }
}
