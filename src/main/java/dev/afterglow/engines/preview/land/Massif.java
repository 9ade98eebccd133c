package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;

/** High mountains behind whatever else a place shows. */
public final class Massif {
  private Massif() {}

  /** Adds far peaks, and nearer wooded slopes, at these depths. */
  public static void behind(Stage stage, float farDepth, float nearDepth)
      throws InterruptedException {
    boolean portrait = stage.space().portrait();
    Alps alps =
        new Alps(
            stage.offset("massif"),
            portrait ? 5600 : 4000,
            1400,
            8200,
            1350,
            Alps.valley(stage.light(), 0.06f),
            Alps.gap(stage.light()),
            stage.scene().season());
    Terrain terrain = new Terrain(stage, alps, 40, 8500, false);
    stage.add(Plane.FAR, terrain.bake(farDepth, 4800, 12500));
    stage.add(Plane.MIDDLE, terrain.bake(nearDepth, 1300, 5400));
  }
}
