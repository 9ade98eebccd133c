package dev.afterglow.engines.preview.meadow;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Broadleaf;
import dev.afterglow.engines.preview.land.Houses;
import dev.afterglow.engines.preview.land.Massif;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.List;
import java.util.SplittableRandom;

/** Grassland to the horizon, grass and flowers at the viewer's feet. */
public final class Grassland implements Family {
  /** How far aside the nearest trees stand, as a part of the way to the picture's edge. */
  private static final float[] MARKS = {0.56f, -0.72f, 0.10f};

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
    Downs downs =
        new Downs(
            stage.offset("downs"),
            scene.season(),
            Sward.of(scene),
            many ? colours : List.of(),
            Bouquet.oneKind(scene));
    Terrain terrain = new Terrain(stage, downs, 9, 4200, false);
    float side = stage.light().sunX() < 0 ? 1 : -1;
    Houses houses = Houses.of(stage, terrain, 72, 150, -0.34f * side, 1);
    stage.add(Plane.MIDDLE, terrain.bake(0.35f, 520, 4200));
    stage.add(
        Plane.NEAR,
        terrain.bake(
            0.8f,
            14,
            600,
            sheet -> {
              houses.paint(sheet);
              trees(stage, terrain, sheet);
            }));
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

  /** A few trees far away, and one close enough to be the picture's mark. */
  private static void trees(Stage stage, Terrain terrain, Sheet sheet) {
    SplittableRandom random = stage.random("meadow trees");
    Broadleaf broadleaf =
        new Broadleaf(stage.light(), stage.scene().season(), Bouquet.treesBloom(stage.scene()));
    float side = stage.light().sunX() < 0 ? 1 : -1;
    float wide = stage.space().half() / Terrain.FOCAL;
    int far = 9 + random.nextInt(6);
    boolean asked = stage.scene().has(Element.TREES);
    int marks = asked ? 3 : 1;
    for (int i = 0; i < far + marks; i++) {
      boolean mark = i >= far;
      int left = far + marks - 1 - i;
      float z = mark ? (asked ? 44 : 78) + 46 * left : 520 - 360f * i / far;
      float aside = mark ? MARKS[left] * side : (float) random.nextDouble(-1, 1);
      float metres = mark ? 17 : 9 + 6 * (float) random.nextDouble();
      float x = aside * wide * z;
      float ground = terrain.height(x, z);
      if (mark || terrain.visible(x, z, ground + metres * 0.3f, 20)) {
        float foot = sheet.row(terrain.screenY(ground - 0.3f, z));
        float top = sheet.row(terrain.screenY(ground + metres, z));
        float column = sheet.column(terrain.screenX(x, z));
        broadleaf.paint(sheet, random, column, foot, foot - top, terrain.haze(z));
      }
    }
  }
}
