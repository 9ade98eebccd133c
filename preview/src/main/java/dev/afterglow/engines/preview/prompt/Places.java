package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides where a film plays. */
final class Places {
  /** Below this weight no word of the prompt speaks for a place. */
  private static final double ENOUGH = 0.12;

  /** From this weight on a place is seen even where the film plays elsewhere. */
  private static final double PRESENT = 0.5;

  /** Where a thing is at home when nothing else is said. */
  private static final Map<Element, Place> HOMES =
      Map.ofEntries(
          Map.entry(Element.RAINBOW, Place.GRASSLAND),
          Map.entry(Element.CLOUDS, Place.GRASSLAND),
          Map.entry(Element.MIST, Place.FOREST),
          Map.entry(Element.LIGHT_SHAFTS, Place.FOREST),
          Map.entry(Element.LIGHTNING, Place.GRASSLAND),
          Map.entry(Element.MOON, Place.NIGHT_SKY),
          Map.entry(Element.STARS, Place.NIGHT_SKY),
          Map.entry(Element.BIRDS, Place.GRASSLAND),
          Map.entry(Element.BUTTERFLIES, Place.GRASSLAND),
          Map.entry(Element.BALLOONS, Place.MOUNTAINS),
          Map.entry(Element.PETALS, Place.GRASSLAND),
          Map.entry(Element.LEAVES, Place.FOREST),
          Map.entry(Element.ROCKS, Place.MOUNTAINS),
          Map.entry(Element.PEAKS, Place.MOUNTAINS),
          Map.entry(Element.BUILDINGS, Place.CITY),
          Map.entry(Element.HOUSES, Place.GRASSLAND),
          Map.entry(Element.BRIDGE, Place.RIVER),
          Map.entry(Element.TRAIN, Place.GRASSLAND),
          Map.entry(Element.AIRCRAFT, Place.CLOUDS),
          Map.entry(Element.SPACECRAFT, Place.SPACE),
          Map.entry(Element.TENT, Place.MOUNTAINS),
          Map.entry(Element.EMBERS, Place.CAMPFIRE),
          Map.entry(Element.SMOKE, Place.MOUNTAINS),
          Map.entry(Element.LANTERNS, Place.NIGHT_SKY));

  /**
   * What remains of a place named beside the one where the film plays. In the order of places: that
   * of {@code Map.of} differs from process to process, and so would the scene.
   */
  private static final Map<Place, Element> TRACES =
      new EnumMap<>(
          Map.of(
              Place.WATERFALL, Element.WATERFALL,
              Place.MOUNTAINS, Element.PEAKS,
              Place.FOREST, Element.TREES,
              Place.GRASSLAND, Element.GRASS,
              Place.CITY, Element.BUILDINGS,
              Place.CLOUDS, Element.CLOUDS,
              Place.CAMPFIRE, Element.FIRE,
              Place.NIGHT_SKY, Element.STARS));

  private Places() {}

  /** The place; other places the prompt names leave their traces among the things to be seen. */
  static Place choose(Ballot ballot, Sightings sightings) {
    Place place =
        ballot
            .winner(Place.class)
            .filter(winner -> ballot.weight(winner) >= ENOUGH)
            .or(() -> home(sightings))
            .map(said -> afloat(said, sightings))
            .map(said -> watered(said, ballot))
            .orElseGet(() -> ofTheAir(ballot, sightings));
    TRACES.forEach((other, trace) -> {
      if (other != place && ballot.weight(other) >= PRESENT) {
        sightings.assume(trace, 5);
      }
    });
    return place;
  }

  /** Boats among mountains are on a lake. */
  private static Place afloat(Place place, Sightings sightings) {
    boolean water = sightings.has(Element.BOATS) || sightings.has(Element.PIER);
    return switch (place) {
      case MOUNTAINS, FOREST, GRASSLAND -> water ? Place.LAKE : place;
      case WATERFALL, RIVER, LAKE, OCEAN, BEACH, DESERT, CITY -> place;
      case CLOUDS, UNDERWATER, SPACE, CAMPFIRE, NIGHT_SKY, ABSTRACT -> place;
    };
  }

  /** Rivers and lakes are drawn with the mountains behind them, mountains without water. */
  private static Place watered(Place place, Ballot ballot) {
    return Stream.of(Place.RIVER, Place.LAKE)
        .filter(water -> place == Place.MOUNTAINS && ballot.weight(water) >= PRESENT)
        .max(Comparator.comparingDouble(ballot::weight))
        .orElse(place);
  }

  private static Optional<Place> home(Sightings sightings) {
    if (sightings.has(Element.BRIDGE)) {
      return Optional.of(Place.RIVER);
    }
    return sightings.subjects().stream()
        .flatMap(subject -> Optional.ofNullable(HOMES.get(subject.element())).stream())
        .findFirst();
  }

  /** Where only weather, light or season is named: a place that shows them well. */
  private static Place ofTheAir(Ballot ballot, Sightings sightings) {
    Optional<Place> weather = ballot.winner(Weather.class).flatMap(Places::of);
    if (weather.isPresent()) {
      return weather.get();
    }
    if (sightings.hasAny(Set.of(Element.PEOPLE, Element.ANIMALS, Element.CANDLES))) {
      return Place.ABSTRACT;
    }
    return ballot
        .winner(TimeOfDay.class)
        .flatMap(Places::of)
        .or(() -> ballot.winner(Season.class).map(Places::of))
        .or(() -> sightings.has(Element.SUN) ? Optional.of(Place.GRASSLAND) : Optional.empty())
        .or(() -> ballot.winner(Weather.class).map(_ -> Place.GRASSLAND))
        .orElse(Place.ABSTRACT);
  }

  private static Optional<Place> of(Weather weather) {
    return switch (weather) {
      case CLEAR -> Optional.empty();
      case CLOUDY, STORM, WINDY -> Optional.of(Place.GRASSLAND);
      case FOG, SNOW -> Optional.of(Place.FOREST);
      case RAIN -> Optional.of(Place.CITY);
    };
  }

  private static Optional<Place> of(TimeOfDay time) {
    return switch (time) {
      case DAY -> Optional.empty();
      case DAWN -> Optional.of(Place.MOUNTAINS);
      case SUNSET, DUSK -> Optional.of(Place.OCEAN);
      case NIGHT -> Optional.of(Place.NIGHT_SKY);
    };
  }

  private static Place of(Season season) {
    return switch (season) {
      case SPRING, SUMMER -> Place.GRASSLAND;
      case AUTUMN -> Place.FOREST;
      case WINTER -> Place.MOUNTAINS;
    };
  }
}
