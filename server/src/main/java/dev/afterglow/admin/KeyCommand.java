package dev.afterglow.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Commands about API keys. */
public sealed interface KeyCommand extends AdminCommand {
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
      List<String> models,
      boolean readOnly,
      List<String> networks,
      OptionalLong dayCapMicros,
      OptionalLong totalCapMicros,
      OptionalInt requestsPerMinute,
      OptionalInt runningTasks,
      Optional<Instant> expiresAt)
      implements KeyCommand {
    public Create {
      models = List.copyOf(models);
      networks = List.copyOf(networks);
    }
  }

  /** Lists the keys of one owner or of all; never a secret. */
  record ListKeys(Optional<String> owner) implements KeyCommand {}

  /**
   * Ends a key at once and for good.
   *
   * @param cancelTasks whether to stop the key's unfinished tasks too; otherwise they go on
   */
  record Revoke(String key, boolean cancelTasks) implements KeyCommand {}

  /**
   * Makes a key like another one and lets the other end a while later, so that whoever uses it can
   * change over; the answer holds the new secret, the only time it is told. What the old key has
   * spent does not count against the new one's caps.
   *
   * @param overlapMinutes how long both work, 0 to 43200 (30 days)
   */
  record Rotate(String key, int overlapMinutes) implements KeyCommand {}
}
