package dev.afterglow.openid;

import java.util.Optional;

/**
 * What a provider and this server have agreed on.
 *
 * @param issuer the provider's name, letter by letter; discovery begins there
 * @param clientId what the provider knows this server by
 * @param secret shared with the provider; without one PKCE alone protects the exchange
 */
public record Registration(String issuer, String clientId, Optional<String> secret) {
  /** Without the secret, which must not get into a log. */
  @Override
  public String toString() {
    return "Registration[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
