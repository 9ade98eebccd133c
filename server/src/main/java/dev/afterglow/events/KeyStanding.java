package dev.afterglow.events;

import java.time.Instant;
import java.util.Optional;

/** Whether keys still open what they opened. */
@FunctionalInterface
public interface KeyStanding {
  /** Until when a key may be used; empty if it may not be used any more. */
  Optional<Instant> usableUntil(String keyId);
}
