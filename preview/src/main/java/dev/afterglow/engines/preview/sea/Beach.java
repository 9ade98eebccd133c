package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.Optional;

/** A beach: the sea, and waves that run up the sand. */
public final class Beach implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.BEACH;
  }

  @Override
  public void build(Stage stage) {
    Conditions conditions = Conditions.of(stage).ashore();
    Coast coast = new Coast(stage, conditions);
    stage.add(Plane.WATER, new Sea(stage, conditions, Optional.of(coast)));
    stage.add(Plane.WATER, new Shore(stage, conditions, coast));
  }
}
