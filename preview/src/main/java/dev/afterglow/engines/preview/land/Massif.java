package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Subject;

/** High mountains behind whatever else a place shows. */
public final class Massif {
  private Massif() {}

  /**
   * Adds far peaks, or green hills behind a water town, and nearer wooded slopes, at these depths.
   */
  public static void behind(Stage stage, float farDepth, float nearDepth)
      throws InterruptedException {
    boolean portrait = stage.space().portrait();
    // whitewashed houses are those of a water town, and the low country has no high mountains
    Scene scene = stage.scene();
    boolean white =
        scene.subject(Element.HOUSES).flatMap(Subject::hue).filter(Hue.WHITE::equals).isPresent();
    boolean hills = white && !scene.has(Element.PEAKS);
    Alps alps =
        new Alps(
            stage.offset("massif"),
            (portrait ? 5600 : 4000) * (hills ? 0.36f : 1),
            1400,
            8200,
            hills ? 2600 : 1350,
            Alps.valley(stage.light(), 0.06f),
            Alps.gap(stage.light()),
            scene.season());
    Terrain terrain = new Terrain(stage, alps, 40, 8500, false);
    stage.add(Plane.FAR, terrain.bake(farDepth, 4800, 12500));
    stage.add(Plane.MIDDLE, terrain.bake(nearDepth, 1300, 5400));
  }
}
