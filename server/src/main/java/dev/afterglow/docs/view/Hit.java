package dev.afterglow.docs.view;

import java.util.List;

/**
 * A place that a search has found.
 *
 * @param page the title of its page
 * @param title of the place itself
 * @param words the text around what was looked for
 */
public record Hit(String href, String page, String title, List<Piece> words) {
  /**
   * A piece of text.
   *
   * @param found whether it is what was looked for
   */
  public record Piece(String text, boolean found) {}
}
