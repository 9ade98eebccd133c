package dev.afterglow.signin;

import dev.afterglow.accounts.Owner;
import dev.afterglow.sql.Fingerprint;
import java.time.Instant;

/**
 * Somebody who is signed in.
 *
 * @param token what the browser's cookie holds
 */
public record Session(Owner owner, Role role, String token, Instant expiresAt) {
  /**
   * What forms of this session send back, so that no other site can send one (OWASP's HMAC-based
   * token pattern with the session's own secret). Nobody learns the token from it.
   */
  public String csrf() {
    return Fingerprint.of("afterglow form\n" + token).substring(0, 43);
  }

  /** Without the token, which must not get into a log. */
  @Override
  public String toString() {
    return "Session[owner=" + owner.id() + ", role=" + role + "]";
  }
}
