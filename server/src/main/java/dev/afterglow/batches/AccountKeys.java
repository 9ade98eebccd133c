package dev.afterglow.batches;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Key;
import dev.afterglow.generation.Principal;
import dev.afterglow.sql.Database;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The holders of keys as the accounts have them now: a batch outlives no key, and no account that
 * is shut out.
 */
public record AccountKeys(Database database, Accounts accounts, InstantSource time)
    implements BatchWorker.KeyHolders {
  @Override
  public Optional<Principal> holder(String keyId) {
    return database
        .read(tx -> accounts.key(tx, keyId))
        .filter(this::mayMake)
        .map(key -> new Principal(key.ownerId(), key.id(), models(key)));
  }

  private boolean mayMake(Key key) {
    return key.validAt(time.instant()) && !key.owner().disabled() && !key.scope().readOnly();
  }

  private static Optional<Set<String>> models(Key key) {
    return Optional.of(key.scope().models()).filter(models -> !models.isEmpty());
  }
}
