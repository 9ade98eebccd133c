package dev.afterglow.engines.preview.scene;

import java.util.Optional;

/**
 * A thing in a scene, how many of it, and its colour where the prompt gives one.
 *
 * @param count 1 to {@value #MOST}; a plural without a number is {@value #SOME}
 */
public record Subject(Element element, int count, Optional<Hue> hue) {
  /** The count of a plural that names no number. */
  public static final int SOME = 5;

  /** The most that is ever asked of the picture. */
  public static final int MOST = 1000;

  public Subject {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count: " + count + " (expected: 1 to " + MOST + ")");
    }
  }

  /** As many as usual, in its natural colour. */
  public static Subject of(Element element) {
    return new Subject(element, SOME, Optional.empty());
  }
}
