package dev.afterglow.batches;

import java.util.Optional;

/**
 * Which of an owner's files or batches to list, and from where on.
 *
 * @param after the id of the last one of the page before
 * @param newestFirst the order by time of creation
 * @param limit how many at most, at least 1
 */
public record PageQuery(Optional<String> after, boolean newestFirst, int limit) {
  public PageQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
    }
  }

  /** The end of a query for this page, after a condition on the owner, and one row more. */
  String sql() {
    return (after.isEmpty() ? "" : newestFirst ? " and id < ?" : " and id > ?")
        + " order by id "
        + (newestFirst ? "desc" : "asc")
        + " limit ?";
  }
}
