package dev.afterglow.docs.view;

import java.util.List;
import java.util.Optional;

/**
 * A page of the documentation.
 *
 * @param language of the page, where it is not the reader's
 * @param lead the first paragraph, as plain text
 * @param html the rest, made of our own Markdown alone
 * @param marks what stands on the page
 * @param markdown where the same page is as Markdown
 */
public record Sheet(
    Optional<String> language,
    String chapter,
    String title,
    String lead,
    String html,
    List<Mark> marks,
    String markdown,
    Optional<Turn> before,
    Optional<Turn> next) {
  /** A heading that can be gone to. */
  public record Mark(String id, String title) {}

  /** The page before or after. */
  public record Turn(String href, String title) {}
}
