package dev.afterglow.docs.view;

import java.util.List;
import java.util.Optional;

/** A group of pages in the contents. */
public record Chapter(String title, List<Entry> entries) {
  /**
   * One page.
   *
   * @param current whether it is the page that is shown
   * @param foreign the language that it is in, where that is not the reader's
   */
  public record Entry(String href, String title, boolean current, Optional<String> foreign) {}
}
