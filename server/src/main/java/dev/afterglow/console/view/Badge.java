package dev.afterglow.console.view;

/**
 * A word in a small box.
 *
 * @param kind a class of the stylesheet: empty text, {@code ok}, {@code warn}, {@code bad}
 */
public record Badge(String text, String kind) {
  /** A badge that means nothing good or bad. */
  public static Badge of(String text) {
    return new Badge(text, "");
  }
}
