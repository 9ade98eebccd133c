package dev.afterglow.engines.preview.city;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** A skyline in three rows behind a river. */
public final class City implements Family {
  private static final Row[] ROWS = {
    new Row(Plane.FAR, 0.30f, 0.66f, 0.42f, 0.58f, 4.2f),
    new Row(Plane.MIDDLE, 0.48f, 0.74f, 0.60f, 0.33f, 5.4f),
    new Row(Plane.NEAR, 0.70f, 0.52f, 0.95f, 0.12f, 7.0f)
  };

  /**
   * A row of buildings.
   *
   * @param tall height of its towers as a part of the sky
   * @param wide width of its buildings compared with those of the nearest row
   * @param haze how far away it is on a clear day
   * @param window width of a window in units
   */
  record Row(Plane plane, float depth, float tall, float wide, float haze, float window) {}

  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.CITY;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    for (Row row : ROWS) {
      Blocks blocks = Blocks.of(stage, row);
      stage.add(row.plane(), stage.bake(row.depth(), blocks::paint));
      stage.add(row.plane(), new Beacons(stage, row, blocks));
    }
    stage.add(Plane.NEAR, new Quay(stage));
    stage.add(Plane.NEAR, new Traffic(stage));
    stage.add(Plane.WATER, new River(stage));
  }
}
