package dev.afterglow.docs;

import dev.afterglow.docs.view.Sheet.Mark;
import java.util.List;

/**
 * A page in one language, ready to be shown. Where a text names this server, {@link #HERE} stands.
 *
 * @param name its address below {@code /docs/}
 * @param chapter the key of its chapter
 * @param lead its first paragraph, as plain text
 * @param markdown all of it
 * @param html what stands below the first paragraph
 * @param marks its headings of the second level
 * @param sections all of it, by headings, as plain text
 */
record Article(
    String name,
    String chapter,
    String title,
    String lead,
    String markdown,
    String html,
    List<Mark> marks,
    List<Section> sections) {
  /** Stands for this server's address until a request tells it; nothing else has this character. */
  static final String HERE = "\uE000";

  /** Its title in a narrow column: without what a colon or comma sets off. */
  String label() {
    if (name.startsWith(Contents.ENGINES)) {
      return name.substring(Contents.ENGINES.length());
    }
    String[] parts = title.split("[:：,] ?", 2);
    return parts[chapter.equals(Contents.REFERENCE) ? parts.length - 1 : 0];
  }

  /** How pages name this server in the repository. */
  static final String NAMED = "http://127.0.0.1:8080";

  /**
   * What stands below one heading.
   *
   * @param id of the heading; empty text for what stands before the first one
   */
  record Section(String id, String title, String text) {}
}
