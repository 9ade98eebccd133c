package dev.afterglow.engines.preview.water;

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

/** A river that winds through a valley toward the viewer. */
public final class River implements Family {
  private static final float EYE = 7;

  /** Metres to where a bridge crosses. */
  private static final float CROSSING = 150;

  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.RIVER;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Massif.behind(stage, 0.2f, 0.4f);
    float turn = stage.offset("river") % 6;
    float wide = stage.space().portrait() ? 0.7f : 1;
    Shoreland land =
        new Shoreland(
            (x, z) -> {
              float half = (10 + 8 * (float) Math.sin(z / 90 + 1)) * wide;
              float far = Math.max(0, z - 330) * 0.4f;
              return half - far - Math.abs(x - bend(z, turn));
            },
            0.09f,
            stage.offset("banks"),
            stage.scene().season());
    Terrain terrain = new Terrain(stage, land, EYE, 5200, true);
    boolean bridged = stage.scene().has(Element.BRIDGE);
    StoneBridge bridge = new StoneBridge(stage, terrain, bend(CROSSING, turn), CROSSING, 36 * wide);
    float side = stage.light().sunX() < 0 ? 1 : -1;
    Houses houses = Houses.of(stage, terrain, 62, 112, 0.3f * side, 0.85f);
    Stage.Painter built =
        sheet -> {
          if (bridged) {
            bridge.paint(sheet);
          }
        };
    Still far = bank(stage, terrain, 0.6f, 120, 1200, 900, "far woods", built);
    Still near = bank(stage, terrain, 1.0f, 8, 135, 120, "near woods", houses::paint);
    stage.add(Plane.NEAR, far);
    stage.add(Plane.WATER, new Water(stage, terrain.screenY(0, 420), Water.Look.RIVER, 0));
    stage.add(Plane.SHORE, far);
    stage.add(Plane.SHORE, near);
    stage.add(Plane.FRONT, stones(stage));
  }

  /** Metres by which the river's middle is to the right, at a distance. */
  private static float bend(float z, float turn) {
    return (float) Math.sin(z / 62 + turn) * z * 0.17f
        + (float) Math.sin(z / 23 + turn) * 3
        - 0.10f * z * (float) Math.sin(turn);
  }

  /** Stones in the stream at the viewer's feet. */
  private static Still stones(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("stream stones");
    Boulders boulders = new Boulders(stage, 0.45f, 0);
    float half = stage.space().half();
    float bottom = stage.space().bottom();
    for (int i = 0; i < 26; i++) {
      float side = random.nextBoolean() ? 1 : -1;
      float edge = 1.06f - (float) Math.pow(random.nextDouble(), 1.6) * 0.62f;
      float radius = 7 + (float) random.nextDouble() * 34 * edge * edge;
      float y = bottom + 26 - edge * edge * 84 * (float) random.nextDouble();
      boulders.add(side * half * edge, y, radius);
    }
    return stage.bake(1.8f, sheet -> boulders.paint(sheet, bottom * 2));
  }

  private static Still bank(
      Stage stage,
      Terrain terrain,
      float depth,
      float near,
      float far,
      int trees,
      String purpose,
      Stage.Painter built)
      throws InterruptedException {
    Woods woods =
        new Woods(
            stage,
            terrain,
            purpose,
            trees,
            Math.max(45, near),
            far,
            17,
            (x, z, height) -> {
              float aside = Math.abs(x) / z;
              return height > 1.4f
                  ? 0.12f + 0.8f * Math.min(1, Math.max(aside - 0.2f, z / 700))
                  : 0;
            });
    return terrain.bake(
        depth,
        near,
        far,
        sheet -> {
          woods.paint(sheet);
          built.paint(sheet);
        });
  }
}
