package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The things a prompt names, in its order, and those it says are not there. */
final class Sightings {
  private final Map<Element, Subject> seen = new LinkedHashMap<>();
  private final Set<Element> absent = EnumSet.noneOf(Element.class);

  /** Notes a thing that the prompt names; naming it again may add to its number and colour. */
  void see(Element element, int count, Optional<Hue> hue) {
    absent.remove(element);
    seen.merge(
        element,
        new Subject(element, Math.clamp(count, 1, Subject.MOST), hue),
        (old, now) ->
            new Subject(element, Math.max(old.count(), now.count()), old.hue().or(now::hue)));
  }

  /** Gives a colour to a thing named before, unless it has one. */
  void colour(Element element, Hue hue) {
    seen.computeIfPresent(
        element,
        (_, old) -> new Subject(element, old.count(), old.hue().or(() -> Optional.of(hue))));
  }

  void deny(Element element) {
    seen.remove(element);
    absent.add(element);
  }

  /** Adds a thing that goes without saying, unless the prompt denies it. */
  void assume(Element element, int count) {
    if (!absent.contains(element)) {
      seen.putIfAbsent(element, new Subject(element, count, Optional.empty()));
    }
  }

  boolean has(Element element) {
    return seen.containsKey(element);
  }

  boolean denied(Element element) {
    return absent.contains(element);
  }

  boolean hasAny(Set<Element> elements) {
    return elements.stream().anyMatch(seen::containsKey);
  }

  List<Subject> subjects() {
    return new ArrayList<>(seen.values());
  }
}
