package dev.afterglow.engines.preview.prompt;

import static dev.afterglow.engines.preview.scene.Subject.SOME;

import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.Set;

/** Adds the things that keep company with what a prompt names, unless it denies them. */
final class Company {
  private static final Set<Element> IN_SPACE =
      Set.of(Element.PLANETS, Element.GALAXY, Element.NEBULA);

  private Company() {}

  static void assume(
      Sightings sightings, Place place, TimeOfDay time, Weather weather, Season season) {
    ofPlace(sightings, place, time);
    ofWeather(sightings, weather);
    if (sightings.has(Element.RAINBOW) && time != TimeOfDay.NIGHT) {
      sightings.assume(Element.SUN, 1);
    }
    if (sightings.has(Element.FIRE)) {
      sightings.assume(Element.EMBERS, SOME);
    }
    if (time == TimeOfDay.SUNSET || time == TimeOfDay.DAWN) {
      sightings.assume(Element.SUN, 1);
    }
    boolean openSky = place != Place.CITY && place != Place.UNDERWATER && place != Place.ABSTRACT;
    if (time == TimeOfDay.NIGHT && openSky && weather == Weather.CLEAR) {
      sightings.assume(Element.STARS, 100);
    }
    if (weather == Weather.CLEAR && sightings.denied(Element.CLOUDS)) {
      sightings.assume(Element.CLEAR_SKY, 1);
    }
    if (season == Season.AUTUMN && (place == Place.FOREST || sightings.has(Element.TREES))) {
      sightings.assume(Element.LEAVES, 12);
    }
    if (season == Season.SPRING && place == Place.GRASSLAND) {
      sightings.assume(Element.FLOWERS, 40);
    }
  }

  private static void ofPlace(Sightings sightings, Place place, TimeOfDay time) {
    switch (place) {
      case WATERFALL -> sightings.assume(Element.MIST, SOME);
      case OCEAN, BEACH -> sightings.assume(Element.WAVES, SOME);
      case FOREST -> sightings.assume(Element.TREES, 40);
      case GRASSLAND -> sightings.assume(Element.GRASS, SOME);
      case CITY -> {
        sightings.assume(Element.BUILDINGS, 40);
        sightings.assume(Element.TRAFFIC, SOME);
      }
      case CLOUDS -> sightings.assume(Element.CLOUDS, SOME);
      case UNDERWATER -> {
        sightings.assume(Element.FISH, 12);
        sightings.assume(Element.BUBBLES, SOME);
        if (time != TimeOfDay.NIGHT) {
          sightings.assume(Element.LIGHT_SHAFTS, SOME);
        }
      }
      case SPACE -> {
        sightings.assume(Element.STARS, 100);
        if (!sightings.hasAny(IN_SPACE)) {
          sightings.assume(Element.PLANETS, 1);
          sightings.assume(Element.NEBULA, 1);
        }
      }
      case CAMPFIRE -> {
        sightings.assume(Element.FIRE, 1);
        sightings.assume(Element.EMBERS, SOME);
      }
      case NIGHT_SKY -> {
        sightings.assume(Element.STARS, 100);
        if (!sightings.hasAny(Set.of(Element.MOON, Element.AURORA, Element.FIREWORKS))) {
          sightings.assume(Element.GALAXY, 1);
        }
      }
      case RIVER, LAKE, MOUNTAINS, DESERT, ABSTRACT -> {}
    }
  }

  private static void ofWeather(Sightings sightings, Weather weather) {
    switch (weather) {
      case STORM -> {
        sightings.assume(Element.LIGHTNING, SOME);
        sightings.assume(Element.CLOUDS, SOME);
      }
      case CLOUDY, RAIN -> sightings.assume(Element.CLOUDS, SOME);
      case FOG -> sightings.assume(Element.MIST, SOME);
      case CLEAR, WINDY, SNOW -> {}
    }
  }
}
