package dev.afterglow.http;

import java.util.List;
import java.util.Optional;

/**
 * A {@link Gate}'s yes.
 *
 * @param caller present wherever the route asks for a key
 * @param fields header fields for the answer, such as how many requests remain
 */
public record Passage(Optional<Caller> caller, List<Field> fields) {
  public Passage {
    fields = List.copyOf(fields);
  }

  /** For a route that asks for no key. */
  public static Passage open() {
    return new Passage(Optional.empty(), List.of());
  }

  /** For the holder of a key. */
  public static Passage of(Caller caller) {
    return new Passage(Optional.of(caller), List.of());
  }
}
