package dev.afterglow.engines.preview.air;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.forest.Shafts;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Scene;

/** Beams of light through clouds and mist, where a prompt asks for them under an open sky. */
public final class Beams implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.LIGHT_SHAFTS)
        && switch (scene.place()) {
          case FOREST, UNDERWATER, SPACE, ABSTRACT, CAMPFIRE, NIGHT_SKY -> false;
          case WATERFALL, RIVER, LAKE, OCEAN, BEACH, MOUNTAINS -> true;
          case DESERT, GRASSLAND, CITY, CLOUDS -> true;
        };
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.AIR, new Shafts(stage, stage.light(), stage.horizon() * 1.15f, 0.8f));
  }
}
