package dev.afterglow.webhooks;

import java.util.Optional;

/**
 * Which deliveries of an owner are meant.
 *
 * @param after the id of the last one of the page before
 * @param limit 1 to {@value #LARGEST_PAGE}
 */
public record DeliveryQuery(
    Optional<String> endpointId,
    Optional<String> taskId,
    Optional<Delivery.State> state,
    Optional<String> after,
    int limit) {
  /** The most that one page holds. */
  public static final int LARGEST_PAGE = 100;

  public DeliveryQuery {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new IllegalArgumentException("limit: " + limit);
    }
  }

  /** The newest of all. */
  public static DeliveryQuery newest(int limit) {
    return new DeliveryQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }
}
