package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.prompt.lexicon.Letters;
import dev.afterglow.engines.preview.prompt.lexicon.Meaning;
import dev.afterglow.engines.preview.prompt.lexicon.Word;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What a prompt says in so many words, before sense fills in the rest. */
final class Impression {
  /** From this weight on a word names a place as such, not a thing that hints at one. */
  private static final double NAMES_PLACE = 0.9;

  /** What may stand between a thing and the colour said of it. */
  private static final Set<String> COPULAS =
      Set.of("is", "are", "in", "turn", "turns", "turning", "glowing", "是", "呈", "变成", "都是", "为");

  /** The characters that may join a place to the one it describes: 山林之间的小溪. */
  private static final Set<Integer> JOINTS =
      " 的里中间之上下边旁内深处".chars().boxed().collect(Collectors.toSet());

  private static final Set<Element> USUALLY_ONE =
      EnumSet.of(
          Element.SUN,
          Element.MOON,
          Element.GALAXY,
          Element.AURORA,
          Element.RAINBOW,
          Element.PLANETS,
          Element.ISLAND,
          Element.LIGHTHOUSE,
          Element.PIER,
          Element.BRIDGE,
          Element.TENT,
          Element.VOLCANO,
          Element.TRAIN,
          Element.AIRCRAFT,
          Element.SPACECRAFT,
          Element.BOATS,
          Element.WHALES,
          Element.WATERFALL,
          Element.FIRE,
          Element.ANIMALS,
          Element.PEOPLE);

  private final Ballot ballot = new Ballot();
  private final Sightings sightings = new Sightings();
  private final Set<Hue> hues = new LinkedHashSet<>();
  private final Qualifiers qualifiers = new Qualifiers();
  private int places;
  private Optional<Place> lastPlace = Optional.empty();
  private int lastPlaceEnd;
  private Optional<Element> lastThing = Optional.empty();
  private int lastThingEnd;

  Ballot ballot() {
    return ballot;
  }

  Sightings sightings() {
    return sightings;
  }

  /** The colours named for nothing in particular, in the prompt's order. */
  List<Hue> hues() {
    return new ArrayList<>(hues);
  }

  void count(int number, int end) {
    qualifiers.count(number, end);
  }

  void endClause() {
    hues.addAll(qualifiers.endClause());
    lastPlace = Optional.empty();
    lastThing = Optional.empty();
  }

  /** Takes in a word that stands at a place of the text. */
  void accept(Word word, String text, int at, double weight) {
    int end = at + word.text().length();
    vote(word, text, at, weight);
    for (Meaning meaning : word.meanings()) {
      if (meaning instanceof Meaning.Count(int number)) {
        qualifiers.count(number, end);
      }
    }
    List<Element> things = word.things();
    if (!things.isEmpty()) {
      see(word, things, at, end);
    } else if (word.placeWeight() > 0) {
      qualifiers.takeCount(at);
      qualifiers.takeColour(at).ifPresent(hues::add);
    } else if (word.means(Meaning.Nothing.class)) {
      qualifiers.takeCount(at);
    }
    if (things.isEmpty() || word.hues().size() > 1) {
      colour(word.hues(), text, at, end);
    }
  }

  /**
   * Takes in a word that is said to be absent.
   *
   * @return whether it named a thing, not only a quality
   */
  boolean deny(Word word) {
    List<Element> things = word.things();
    things.forEach(sightings::deny);
    boolean hint = !things.isEmpty() && word.placeWeight() < NAMES_PLACE;
    for (Meaning meaning : word.meanings()) {
      boolean decisive = meaning.equals(word.meanings().getFirst()) || meaning.votesForPlace();
      if (meaning instanceof Meaning.Vote(Enum<?> value, double _) && decisive && !hint) {
        ballot.withdraw(value);
      }
    }
    return !things.isEmpty() || word.means(Meaning.Vote.class);
  }

  private void vote(Word word, String text, int at, double weight) {
    for (Meaning meaning : word.meanings()) {
      if (meaning instanceof Meaning.Vote(Enum<?> value, double share)) {
        boolean place = value instanceof Place;
        boolean decisive = place || meaning.equals(word.meanings().getFirst());
        double order = place ? 1 / (1 + 0.06 * places) : 1;
        ballot.vote(value, weight * share * order * (decisive ? 1 : 0.6));
        if (value instanceof Place named && share >= NAMES_PLACE) {
          name(named, text, at, at + word.text().length());
        }
      }
    }
  }

  /** Of two places side by side the first describes the second: a mountain lake is a lake. */
  private void name(Place place, String text, int at, int end) {
    places++;
    String between = text.substring(Math.min(lastPlaceEnd, at), at);
    if (JOINTS.containsAll(between.chars().boxed().toList())
        && (!between.equals(" ") || Letters.joins(text.charAt(at)))) {
      lastPlace.filter(last -> last != place).ifPresent(last -> ballot.weaken(last, 0.8));
    }
    lastPlace = Optional.of(place);
    lastPlaceEnd = end;
  }

  private void see(Word word, List<Element> things, int at, int end) {
    boolean place = word.placeWeight() >= NAMES_PLACE;
    OptionalInt said = qualifiers.takeCount(at);
    // lavender is purple unless the prompt gives it another colour
    Optional<Hue> hue = qualifiers.takeColour(at).or(() -> word.hues().stream().findFirst());
    for (Element thing : things) {
      boolean first = thing == things.getFirst();
      int unsaid = word.plural() ? Subject.SOME : usual(thing);
      int count = first && !place ? said.orElse(unsaid) : unsaid;
      sightings.see(thing, count, first ? hue : Optional.empty());
    }
    lastThing = Optional.of(things.getFirst());
    lastThingEnd = end;
  }

  private void colour(List<Hue> named, String text, int at, int end) {
    if (named.size() > 1) {
      hues.addAll(named);
    } else if (!named.isEmpty()) {
      String between = text.substring(Math.min(lastThingEnd, at), at).strip();
      if (lastThing.isPresent() && COPULAS.contains(between)) {
        sightings.colour(lastThing.get(), named.getFirst());
      } else {
        qualifiers.colour(named.getFirst(), end);
      }
    }
  }

  private static int usual(Element thing) {
    return USUALLY_ONE.contains(thing) ? 1 : Subject.SOME;
  }
}
