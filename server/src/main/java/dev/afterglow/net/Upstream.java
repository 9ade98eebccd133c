package dev.afterglow.net;

import java.net.URI;
import java.util.Optional;

/**
 * Where one engine is, how it is reached and who we are to it. All of it is the operator's own
 * word: the address may be private and needs no permission.
 *
 * @param base what paths are added to, such as {@code http://127.0.0.1:8091/v1}; its scheme, host
 *     and port are the engine's origin
 * @param proxy the proxy on the way there; proxies of the environment are never used
 */
public record Upstream(
    URI base, Credentials credentials, Optional<HttpProxy> proxy, Authorities authorities) {
  public Upstream {
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException("an engine's address has neither a query nor a fragment");
    }
    try {
      Target.read(base.toString());
    } catch (Forbidden e) {
      throw new IllegalArgumentException("an engine's address: " + e.getMessage(), e);
    }
  }

  /** An engine reached directly, whose certificate the platform trusts. */
  public static Upstream at(URI base, Credentials credentials) {
    return new Upstream(base, credentials, Optional.empty(), Authorities.platform());
  }
}
