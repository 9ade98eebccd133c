package dev.afterglow.tasks;

/**
 * How many tasks may wait.
 *
 * @param perOwner of one owner, at least 1
 * @param inAll of all owners, at least 1
 */
public record QueueBounds(int perOwner, int inAll) {
  public QueueBounds {
    if (perOwner < 1 || inAll < 1) {
      throw new IllegalArgumentException(
          "queue bounds: " + perOwner + " and " + inAll + " (expected: at least 1)");
    }
  }
}
