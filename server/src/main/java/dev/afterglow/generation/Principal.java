package dev.afterglow.generation;

import dev.afterglow.engines.Model;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks for a film: an owner, by one of the owner's keys.
 *
 * @param models the wire names of the models that the key may use; empty for all
 */
public record Principal(String ownerId, String keyId, Optional<Set<String>> models) {
  public Principal {
    models = models.map(Set::copyOf);
  }

  /** Whether the key may use a model. */
  public boolean mayUse(Model model) {
    return models.map(allowed -> allowed.contains(model.id())).orElse(true);
  }
}
