package dev.afterglow.engines.preview.prompt.lexicon;

import dev.afterglow.engines.preview.scene.CameraMove;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Mood;
import dev.afterglow.engines.preview.scene.Pace;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;

/** One thing that a word says; a word may say several. */
public sealed interface Meaning {
  /** A vote for a value of one of the scene's closed choices. */
  record Vote(Enum<?> value, double weight) implements Meaning {}

  /** Something to be seen. */
  record Thing(Element element) implements Meaning {}

  /** A colour, for the nearest thing or for the whole. */
  record Colour(Hue hue) implements Meaning {}

  /** How many of the next thing. */
  record Count(int number) implements Meaning {}

  /** What follows in the clause is absent. */
  record Not() implements Meaning {}

  /** What follows in the whole line is absent. */
  record NotAll() implements Meaning {}

  /** The end of what was absent. */
  record But() implements Meaning {}

  /** Nothing to see: the word only shields the words inside it. */
  record Nothing() implements Meaning {}

  /** Whether it speaks for a place. */
  default boolean votesForPlace() {
    return this instanceof Vote(Place _, double _);
  }

  /**
   * Reads one meaning as the lexicon writes it: {@code kind:VALUE*weight}, {@code not}, {@code
   * count:3}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Meaning parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    int star = rest.indexOf('*');
    String value = star < 0 ? rest : rest.substring(0, star);
    double weight = star < 0 ? 1 : Double.parseDouble(rest.substring(star + 1));
    return switch (kind) {
      case "place" -> new Vote(Place.valueOf(value), weight);
      case "time" -> new Vote(TimeOfDay.valueOf(value), weight);
      case "season" -> new Vote(Season.valueOf(value), weight);
      case "weather" -> new Vote(Weather.valueOf(value), weight);
      case "mood" -> new Vote(Mood.valueOf(value), weight);
      case "camera" -> new Vote(CameraMove.valueOf(value), weight);
      case "pace" -> new Vote(Pace.valueOf(value), weight);
      case "element" -> new Thing(Element.valueOf(value));
      case "hue" -> new Colour(Hue.valueOf(value));
      case "count" -> new Count(Integer.parseInt(value));
      case "not" -> new Not();
      case "not-all" -> new NotAll();
      case "but" -> new But();
      case "nothing" -> new Nothing();
      default -> throw new IllegalArgumentException("meaning: " + text);
    };
  }
}
