package dev.afterglow.accounts;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * An API key without its secret.
 *
 * @param prefix the secret's first characters, by which people recognise it
 * @param lastFour the secret's last characters
 */
public record Key(
    String id,
    Owner owner,
    String name,
    String prefix,
    String lastFour,
    Scope scope,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {

  /** The id of whose key it is. */
  public String ownerId() {
    return owner.id();
  }

  /** Whether it has neither been revoked nor expired. */
  public boolean validAt(Instant now) {
    return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
  }

  /** Why it may not be used at all by a client with this address; empty if it may. */
  public Optional<Denial> deniedTo(InetAddress client) {
    if (owner.disabled()) {
      return Optional.of(new Denial.OwnerDisabled());
    }
    boolean known =
        scope.networks().isEmpty()
            || scope.networks().stream().anyMatch(network -> network.contains(client));
    return known ? Optional.empty() : Optional.of(new Denial.ForeignNetwork(client));
  }
}
