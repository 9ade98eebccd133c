package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Weather;

/** The weather in the air, wherever there is air. */
public final class Falling implements Family {
  @Override
  public boolean appears(Scene scene) {
    return switch (scene.place()) {
      case UNDERWATER, SPACE -> false;
      case WATERFALL, RIVER, LAKE, OCEAN, BEACH, MOUNTAINS, FOREST, DESERT -> true;
      case GRASSLAND, CITY, CLOUDS, CAMPFIRE, NIGHT_SKY, ABSTRACT -> true;
    };
  }

  @Override
  public void build(Stage stage) {
    Scene scene = stage.scene();
    boolean outdoors = scene.place() != Place.ABSTRACT;
    if (outdoors && scene.weather() == Weather.FOG) {
      stage.add(Plane.AIR, new Fog(stage));
    }
    if (outdoors && (scene.weather() == Weather.STORM || scene.has(Element.LIGHTNING))) {
      stage.add(Plane.SKY, new Bolts(stage));
    }
    if (scene.weather().rains()) {
      stage.add(Plane.FALLING, new Rain(stage));
    }
    if (scene.weather() == Weather.SNOW) {
      stage.add(Plane.FALLING, new Snow(stage));
    }
    if (scene.has(Element.PETALS) || scene.has(Element.LEAVES)) {
      stage.add(Plane.FALLING, new Petals(stage));
    }
    if (scene.has(Element.FIREFLIES)) {
      stage.add(Plane.FALLING, new Fireflies(stage));
    }
  }
}
