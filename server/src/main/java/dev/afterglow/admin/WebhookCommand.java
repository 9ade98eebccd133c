package dev.afterglow.admin;

import java.util.List;
import java.util.Optional;

/** Commands about webhooks of all owners. */
public sealed interface WebhookCommand extends AdminCommand {
  /**
   * Makes an endpoint; the answer holds its secret, the only time it is told.
   *
   * @param owner an id or a name
   * @param events words such as {@code video.completed}; empty for all
   */
  record AddEndpoint(String owner, String name, String url, List<String> events)
      implements WebhookCommand {
    public AddEndpoint {
      events = List.copyOf(events);
    }
  }

  /** Lists endpoints; never a secret. */
  record ListEndpoints(Optional<String> owner) implements WebhookCommand {}

  /** Deletes an endpoint, and drops what waits for it. */
  record RemoveEndpoint(String id) implements WebhookCommand {}

  /** Lets an endpoint have messages again, or no more. */
  record SwitchEndpoint(String id, boolean enabled) implements WebhookCommand {}

  /**
   * Gives an endpoint its next secret.
   *
   * @param atOnce whether the present one signs nothing more; otherwise it does for another day
   */
  record RotateSecret(String id, boolean atOnce) implements WebhookCommand {}

  /**
   * Sends an endpoint an event that has not happened, and waits for its answer.
   *
   * @param event a word such as {@code video.completed}
   */
  record TestEndpoint(String id, String event) implements WebhookCommand {}

  /**
   * Lists what became of messages, of the newest tasks first.
   *
   * @param limit 1 to 100
   */
  record ListDeliveries(
      Optional<String> owner, Optional<String> endpoint, Optional<String> state, int limit)
      implements WebhookCommand {}

  /** Sends a message once more, under the same id. */
  record Redeliver(String id) implements WebhookCommand {}
}
