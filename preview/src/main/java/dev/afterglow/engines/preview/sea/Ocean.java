package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.Optional;

/** The open ocean. */
public final class Ocean implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.OCEAN;
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.WATER, new Sea(stage, Conditions.of(stage), Optional.empty()));
  }
}
