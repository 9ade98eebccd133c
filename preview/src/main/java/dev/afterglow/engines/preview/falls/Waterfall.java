package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.land.Boulders;
import dev.afterglow.engines.preview.land.Massif;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.water.Water;
import java.util.SplittableRandom;

/** A waterfall in its gorge, with peaks behind and a pool before it. */
public final class Waterfall implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.WATERFALL;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Gorge gorge = Gorge.of(stage);
    Massif.behind(stage, 0.22f, 0.45f);
    stage.add(Plane.NEAR, backWall(stage, gorge));
    falls(stage, gorge);
    Still walls = sideWalls(stage, gorge);
    stage.add(Plane.NEAR, walls);
    stage.add(Plane.WATER, new Water(stage, gorge.base() + 4, Water.Look.POOL, gorge.fall()));
    stage.add(Plane.SHORE, walls);
    stage.add(Plane.SHORE, shore(stage, gorge));
    stage.add(Plane.AIR, new Plume(stage, gorge));
    stage.add(Plane.FALLING, new Spray(stage, gorge));
    stage.add(Plane.FRONT, front(stage));
  }

  private static Still backWall(Stage stage, Gorge gorge) throws InterruptedException {
    float hazed = stage.light().hazed(0.15f);
    Rock rock =
        new Rock(
            stage,
            gorge.backWall(stage.space()),
            gorge.offset(),
            hazed,
            gorge.lip() - 40,
            gorge.base(),
            gorge.fall());
    return stage.bake(
        1,
        sheet -> {
          rock.paint(sheet, stage.crew());
          new Trees(stage, "back trees")
              .plant(
                  sheet,
                  5.2f,
                  20,
                  24,
                  gorge.base() - 190,
                  gorge.fall() - 74,
                  gorge.fall() + 74,
                  hazed);
        });
  }

  private static Still sideWalls(Stage stage, Gorge gorge) throws InterruptedException {
    float hazed = stage.light().hazed(0.03f);
    Rock rock =
        new Rock(
            stage,
            gorge.sideWalls(stage.space()),
            gorge.offset() + 26,
            hazed,
            gorge.lip() - 40,
            gorge.base() + 120,
            -9999);
    return stage.bake(
        1.5f,
        sheet -> {
          rock.paint(sheet, stage.crew());
          new Trees(stage, "side trees").plant(sheet, 6, 30, 40, gorge.lip() + 170, 0, 0, hazed);
        });
  }

  private static void falls(Stage stage, Gorge gorge) {
    Light light = stage.light();
    float base = gorge.base();
    stage.add(
        Plane.NEAR,
        new Cascade(
            new Cascade.Course(
                gorge.fall(), gorge.lip() - 3, gorge.ledge(), base, 38, 57, 112, 1, 0),
            light));
    float[][] thin = {
      {176, 4, 15, 6, 0.78f, 300}, {-118, 5, 17, -10, 0.82f, 150}, {262, 2.5f, 8, 44, 0.6f, 410}
    };
    for (float[] fall : thin) {
      float top = gorge.lip() + fall[3];
      stage.add(
          Plane.NEAR,
          new Cascade(
              new Cascade.Course(
                  gorge.fall() + fall[0],
                  top,
                  base,
                  base,
                  fall[1],
                  fall[2],
                  fall[2] + 1,
                  fall[4],
                  fall[5]),
              light));
    }
  }

  /** Boulders where the cliff meets the pool. */
  private static Still shore(Stage stage, Gorge gorge) throws InterruptedException {
    SplittableRandom random = stage.random("shore");
    Boulders boulders = new Boulders(stage, 0.5f, stage.light().hazed(0.12f));
    float half = gorge.half();
    for (int i = 0; i < 46; i++) {
      float along = (float) random.nextDouble();
      float x = -half * 1.1f + along * (half * 1.1f + gorge.fall() + 430);
      float aside = x - gorge.fall();
      float small = (float) (random.nextDouble() * random.nextDouble());
      if (Math.abs(aside) > 96) {
        boulders.add(x, gorge.base() + 4, 7 + small * 24);
      }
    }
    for (int i = 0; i < 30; i++) {
      float along = (float) random.nextDouble();
      float x = i % 2 == 0 ? -half * 1.08f + along * 300 : half * 1.08f - along * 290;
      boulders.add(
          x, gorge.base() + 14, 9 + (float) (random.nextDouble() * random.nextDouble()) * 40);
    }
    float line = gorge.base() + 18;
    return stage.bake(1.15f, sheet -> boulders.paint(sheet, line));
  }

  private static Still front(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("front");
    Boulders boulders = new Boulders(stage, 1, 0);
    float half = stage.space().half();
    float bottom = stage.space().bottom();
    for (int i = 0; i < 30; i++) {
      float along = (float) random.nextDouble();
      float x =
          i % 2 == 0
              ? -half * 1.1f + along * along * half * 0.8f
              : half * 1.1f - along * along * half * 0.72f;
      float edge = Math.abs(x) / half;
      float radius = 30 + (float) random.nextDouble() * 58 * edge;
      float y = bottom + 40 - Math.max(0, edge - 0.3f) * 150 + (float) random.nextDouble() * 34;
      boulders.add(x, y + radius * 0.2f, radius);
    }
    return stage.bake(2.2f, sheet -> boulders.paint(sheet, Curves.mix(bottom, bottom * 2, 1)));
  }
}
