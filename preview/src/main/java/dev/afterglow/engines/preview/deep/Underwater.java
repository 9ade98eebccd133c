package dev.afterglow.engines.preview.deep;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** The sea from within. */
public final class Underwater implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.UNDERWATER;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Blue blue = Blue.of(stage);
    Reef reef = new Reef(stage, blue);
    stage.add(Plane.SKY, new Depths(stage, blue));
    stage.add(Plane.FAR, stage.bake(0.35f, sheet -> reef.paint(sheet, 0)));
    stage.add(Plane.MIDDLE, new School(stage, blue, 0.45f, 120, 0.55f));
    stage.add(Plane.NEAR, stage.bake(0.85f, sheet -> reef.paint(sheet, 1)).swaying(Reef::sway));
    stage.add(Plane.AIR, new Shafts(stage, blue));
    stage.add(Plane.SHORE, new School(stage, blue, 1.0f, 34, 1.5f));
    stage.add(Plane.FALLING, new Bubbles(stage));
    stage.add(Plane.FRONT, stage.bake(1.5f, sheet -> reef.paint(sheet, 2)).swaying(Reef::sway));
  }
}
