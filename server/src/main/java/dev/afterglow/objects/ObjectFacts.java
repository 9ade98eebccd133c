package dev.afterglow.objects;

import java.time.Instant;

/**
 * What a listing says of an object.
 *
 * @param bytes its length, at least 0
 * @param modified when it was written, by the clock of the store
 */
public record ObjectFacts(String name, long bytes, Instant modified) {
  /** The part of its name behind the last slash. */
  public String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
