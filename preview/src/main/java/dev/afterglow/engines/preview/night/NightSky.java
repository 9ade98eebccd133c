package dev.afterglow.engines.preview.night;

import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;

/** Whether a scene has a sky in which faint light can be seen. */
final class NightSky {
  private NightSky() {}

  static boolean open(Scene scene) {
    return scene.time() == TimeOfDay.NIGHT && outdoors(scene.place()) && clear(scene.weather());
  }

  private static boolean outdoors(Place place) {
    return switch (place) {
      case UNDERWATER, SPACE, ABSTRACT -> false;
      case WATERFALL, RIVER, LAKE, OCEAN, BEACH, MOUNTAINS, FOREST, DESERT -> true;
      case GRASSLAND, CITY, CLOUDS, CAMPFIRE, NIGHT_SKY -> true;
    };
  }

  private static boolean clear(Weather weather) {
    return switch (weather) {
      case CLEAR, CLOUDY, WINDY -> true;
      case FOG, RAIN, STORM, SNOW -> false;
    };
  }
}
