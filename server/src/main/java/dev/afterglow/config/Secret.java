package dev.afterglow.config;

/**
 * A value that must not be seen: it prints as {@code ***}, wherever it ends up.
 *
 * @param value the plain text, for the one place that needs it
 */
public record Secret(String value) {
  /** What is shown instead. */
  static final String MASK = "***";

  @Override
  public String toString() {
    return MASK;
  }
}
