package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.scene.CameraMove;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Mood;
import dev.afterglow.engines.preview.scene.Pace;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.Set;

/** Fills in what a prompt leaves unsaid, as anyone who reads it would. */
final class Inference {
  /** Things that are only seen when the sky is dark. */
  private static final Set<Element> OF_THE_NIGHT =
      Set.of(Element.AURORA, Element.GALAXY, Element.METEORS, Element.FIREWORKS, Element.FIREFLIES);

  private final Ballot ballot;
  private final Sightings sightings;
  private final Impression impression;
  private final String text;
  private final long seed;

  Inference(Impression impression, String text, long seed) {
    this.impression = impression;
    this.ballot = impression.ballot();
    this.sightings = impression.sightings();
    this.text = text;
    this.seed = seed;
  }

  Scene scene(String caption) {
    Place place = Places.choose(ballot, sightings);
    Weather weather = weather();
    TimeOfDay time = time(place);
    Mood mood = ballot.winner(Mood.class).orElse(Mood.NEUTRAL);
    Season season = season(weather);
    Company.assume(sightings, place, time, weather, season);
    return new Scene(
        place,
        sightings.subjects(),
        time,
        season,
        weather,
        mood,
        ballot.winner(CameraMove.class).orElse(CameraMove.DRIFT),
        ballot.winner(Pace.class).orElse(Pace.NATURAL),
        impression.hues(),
        Palettes.of(impression.hues(), mood, time, hash(text)),
        seed,
        caption);
  }

  private Weather weather() {
    boolean lightning = sightings.has(Element.LIGHTNING);
    boolean stormy = ballot.weight(Weather.STORM) >= 0.4;
    if (lightning || (stormy && ballot.weight(Weather.SNOW) < 0.4 && !wins(Weather.CLEAR))) {
      return Weather.STORM;
    }
    return ballot.winner(Weather.class).orElse(Weather.CLEAR);
  }

  private boolean wins(Weather weather) {
    return ballot.winner(Weather.class).filter(weather::equals).isPresent();
  }

  private TimeOfDay time(Place place) {
    TimeOfDay said = ballot.winner(TimeOfDay.class).orElse(usual(place));
    boolean night = sightings.hasAny(OF_THE_NIGHT) || place == Place.NIGHT_SKY;
    return night && said != TimeOfDay.DUSK ? TimeOfDay.NIGHT : said;
  }

  private static TimeOfDay usual(Place place) {
    return switch (place) {
      case CAMPFIRE, NIGHT_SKY, SPACE -> TimeOfDay.NIGHT;
      case WATERFALL,
          RIVER,
          LAKE,
          OCEAN,
          BEACH,
          MOUNTAINS,
          FOREST,
          DESERT,
          GRASSLAND,
          CITY,
          CLOUDS,
          UNDERWATER,
          ABSTRACT ->
          TimeOfDay.DAY;
    };
  }

  private Season season(Weather weather) {
    return weather == Weather.SNOW
        ? Season.WINTER
        : ballot.winner(Season.class).orElse(Season.SUMMER);
  }

  /** FNV-1a over the text's characters: the same on every machine and in every version. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
