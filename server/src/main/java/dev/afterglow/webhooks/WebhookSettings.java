package dev.afterglow.webhooks;

import java.time.Duration;

/**
 * What the operator decides about webhooks.
 *
 * @param endpointsPerOwner how many an owner may have
 * @param concurrency messages on their way at once, of all owners
 * @param timeout how long a receiver may take for one message
 * @param retryFor how long a message is tried, counted from its event
 * @param disableAfter how long an endpoint may fail before it is disabled
 * @param keep how long what became of messages is kept
 */
public record WebhookSettings(
    int endpointsPerOwner,
    int concurrency,
    Duration timeout,
    Duration retryFor,
    Duration disableAfter,
    Duration keep) {
  /** What the settings say by default. */
  public static final WebhookSettings DEFAULT =
      new WebhookSettings(
          10,
          32,
          Duration.ofSeconds(15),
          Duration.ofHours(24),
          Duration.ofDays(5),
          Duration.ofDays(7));

  public WebhookSettings {
    if (endpointsPerOwner < 1
        || concurrency < 1
        || !timeout.isPositive()
        || !retryFor.isPositive()
        || !disableAfter.isPositive()
        || !keep.isPositive()) {
      throw new IllegalArgumentException("webhook settings must be positive");
    }
  }
}
