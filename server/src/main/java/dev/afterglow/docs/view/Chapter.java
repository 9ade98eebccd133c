package dev.afterglow.docs.view;

import java.util.List;

/** A group of pages in the contents. */
public record Chapter(String title, List<Entry> entries) {
  /**
   * One page.
   *
   * @param current whether it is the page that is shown
   */
  public record Entry(String href, String title, boolean current) {}
}
