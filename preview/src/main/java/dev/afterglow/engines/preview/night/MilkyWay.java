package dev.afterglow.engines.preview.night;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Scene;

/** The band of our galaxy across the sky. */
public final class MilkyWay implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.GALAXY) && NightSky.open(scene);
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    stage.add(Plane.SKY, new GalacticBand(stage));
  }
}
