package dev.afterglow.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * A key to be made.
 *
 * @param name 1 to 100 characters, none of them invisible
 */
public record NewKey(String ownerId, String name, Scope scope, Optional<Instant> expiresAt) {
  public NewKey {
    Names.check("name", name);
  }
}
