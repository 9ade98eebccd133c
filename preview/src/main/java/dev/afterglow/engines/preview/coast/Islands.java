package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.scene.CameraMove;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.sea.Viewpoint;
import java.util.SplittableRandom;

/** Islands in the sea: green hills that rise from a hem of sand, with palms on it. */
public final class Islands implements Family {
  private static final int MOST = 5;

  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.ISLAND)
        && (scene.place() == Place.OCEAN || scene.place() == Place.BEACH);
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("islands");
    boolean aloft = stage.scene().camera() == CameraMove.FLY;
    int count = Math.clamp(stage.scene().count(Element.ISLAND), 1, MOST);
    float clear = stage.light().sunX() < 0 ? 1 : -1;
    float main = aloft ? 430 : 700;
    for (int i = count - 1; i >= 0; i--) {
      float z = main * (1 + 0.8f * i) * (float) random.nextDouble(0.92, 1.08);
      int pair = (i + 1) / 2;
      float aside = clear * (i % 2 == 0 ? 0.36f + 0.36f * pair : -0.30f - 0.28f * pair);
      float wide = main * (float) random.nextDouble(0.28, 0.33) * (aloft ? 1.15f : 1);
      float x = aside * stage.space().half() * z / Terrain.FOCAL;
      float high = wide * (float) random.nextDouble(0.36, 0.52);
      add(stage, new Islet(x, z, wide, high, stage.offset("island " + i)), random, aloft);
    }
  }

  private static void add(Stage stage, Islet islet, SplittableRandom random, boolean aloft)
      throws InterruptedException {
    Viewpoint view = Viewpoint.of(stage);
    // seen by the eye that sees the water around it
    float eye = view.eye() * view.focal() / Terrain.FOCAL;
    Terrain terrain = new Terrain(stage, islet, eye, 3600, true);
    float depth = aloft ? 0.3f : view.depth(islet.z());
    float near = islet.z() - islet.wide() * 0.9f;
    Still land =
        terrain.bake(
            depth,
            near,
            islet.z() + islet.wide() * 0.9f,
            sheet -> {
              palms(stage, terrain, islet, sheet, random);
              Waterline.mirror(stage, sheet, terrain.screenY(0, near));
            });
    stage.add(Plane.SHORE, Waterline.moving(land, terrain.screenY(0, islet.z())));
  }

  private static void palms(
      Stage stage, Terrain terrain, Islet islet, Sheet sheet, SplittableRandom random) {
    Palm palm = new Palm(stage.light());
    for (int i = 0; i < 110; i++) {
      float x = islet.x() + islet.wide() * (float) random.nextDouble(-0.95, 0.95);
      float z = islet.z() - islet.wide() * (float) random.nextDouble(0.1, 0.6);
      float ground = terrain.height(x, z);
      float metres = (float) random.nextDouble(13, 21);
      if (ground < 1.5f || ground > 13) {
        continue;
      }
      float foot = sheet.row(terrain.screenY(ground, z));
      float tall = foot - sheet.row(terrain.screenY(ground + metres, z));
      float lean = tall * (float) random.nextDouble(-0.3, 0.3);
      float column = sheet.column(terrain.screenX(x, z));
      palm.paint(sheet, random, column, foot, tall, lean, terrain.haze(z));
    }
  }
}
