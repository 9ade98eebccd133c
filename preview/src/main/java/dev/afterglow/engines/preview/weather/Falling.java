package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.ArrayList;
import java.util.List;

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
    if (thunders(scene)) {
      stage.add(Plane.SKY, new Bolts(stage));
    }
    if (scene.weather() == Weather.FOG && scene.place() != Place.ABSTRACT) {
      stage.add(Plane.AIR, new Fog(stage));
    }
    falling(stage).forEach(layer -> stage.add(Plane.FALLING, layer));
  }

  /** All weather of a scene, whatever its place, for laying over a picture of something else. */
  public static List<Layer> layers(Stage stage) {
    List<Layer> layers = new ArrayList<>();
    if (stage.scene().weather() == Weather.FOG || stage.scene().has(Element.MIST)) {
      layers.add(new Fog(stage));
    }
    layers.addAll(falling(stage));
    return layers;
  }

  private static boolean thunders(Scene scene) {
    return scene.place() != Place.ABSTRACT
        && (scene.weather() == Weather.STORM || scene.has(Element.LIGHTNING));
  }

  private static List<Layer> falling(Stage stage) {
    Scene scene = stage.scene();
    List<Layer> layers = new ArrayList<>();
    if (scene.weather().rains()) {
      layers.add(new Rain(stage));
    }
    if (scene.weather() == Weather.SNOW) {
      layers.add(new Snow(stage));
    }
    if (scene.has(Element.PETALS) || scene.has(Element.LEAVES)) {
      layers.add(new Petals(stage));
    }
    if (scene.has(Element.FIREFLIES)) {
      layers.add(new Fireflies(stage));
    }
    return layers;
  }
}
