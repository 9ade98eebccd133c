package dev.afterglow.http;

import dev.afterglow.text.Language;
import java.util.Optional;
import java.util.Set;

/**
 * Who sent a request, as the {@link Authenticator} found out.
 *
 * @param language what the owner prefers where the request itself does not say
 * @param models the wire names of the models this key may use; empty for all
 */
public record Caller(
    String ownerId, String keyId, Optional<Language> language, Optional<Set<String>> models) {
  public Caller {
    models = models.map(Set::copyOf);
  }
}
