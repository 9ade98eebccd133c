package dev.afterglow.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Orders about API keys. */
public sealed interface KeyOrder extends Order {
  /**
   * Makes a key; the answer holds its secret, the only time it is told.
   *
   * @param models the only models it may use; empty allows all
   * @param readOnly whether it may ask but not generate
   * @param networks the only networks it may be used from, in CIDR notation; empty allows all
   * @param dayCapMicros the most it may spend in a day (UTC), in micro-dollars
   * @param totalCapMicros the most it may ever spend, in micro-dollars
   * @param requestsPerMinute its own rate in place of the server's default
   * @param runningTasks the most of its tasks that run at once; more wait in the queue
   */
  record Create(
      String owner,
      String name,
      java.util.List<String> models,
      boolean readOnly,
      java.util.List<String> networks,
      OptionalLong dayCapMicros,
      OptionalLong totalCapMicros,
      OptionalInt requestsPerMinute,
      OptionalInt runningTasks,
      Optional<Instant> expiresAt)
      implements KeyOrder {
    public Create {
      models = java.util.List.copyOf(models);
      networks = java.util.List.copyOf(networks);
    }
  }

  /** Lists the keys of one owner or of all; never a secret. */
  record List(Optional<String> owner) implements KeyOrder {}

  /** Ends a key at once and for good. */
  record Revoke(String key) implements KeyOrder {}
}
