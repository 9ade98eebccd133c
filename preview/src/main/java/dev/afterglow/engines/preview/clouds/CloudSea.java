package dev.afterglow.engines.preview.clouds;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** Banks of cloud to the horizon, the near ones large and fast. */
public final class CloudSea implements Family {
  private static final int BANKS = 8;
  private static final int SHAPES = 3;

  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.CLOUDS;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    float towards = Math.clamp(stage.light().sunX() / stage.space().half(), -1f, 1f);
    Cumulus[] shapes = new Cumulus[SHAPES];
    stage
        .crew()
        .each(
            SHAPES,
            1,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                shapes[i] = Cumulus.heap(stage.random("cumulus " + i), towards);
              }
            });
    stage.add(Plane.FAR, new Haze(stage));
    for (int i = 0; i < BANKS; i++) {
      stage.add(Plane.MIDDLE, new Bank(stage, shapes[i % SHAPES], (float) i / (BANKS - 1)));
    }
  }
}
