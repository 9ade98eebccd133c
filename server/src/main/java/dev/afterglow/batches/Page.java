package dev.afterglow.batches;

import java.util.List;

/**
 * One page of a list.
 *
 * @param more whether there is another one after it
 */
public record Page<T>(List<T> items, boolean more) {
  public Page {
    items = List.copyOf(items);
  }

  /** A page of what was read: one more than the page has places, if there is more. */
  static <T> Page<T> of(List<T> read, int limit) {
    boolean more = read.size() > limit;
    return new Page<>(more ? read.subList(0, limit) : read, more);
  }
}
