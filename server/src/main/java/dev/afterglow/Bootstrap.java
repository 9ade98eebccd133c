package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.NewKey;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.config.Secret;
import dev.afterglow.config.Settings;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.text.Language;
import java.time.InstantSource;
import java.util.Optional;

/** Gives an empty data directory its first owner, play credit and key. */
final class Bootstrap {
  /** The name of the key that stands for {@code afterglow generate}; its secret is thrown away. */
  static final String OWN_KEY = "afterglow generate";

  private static final String CREDIT = "bootstrap";

  private final Database database;
  private final Accounts accounts;
  private final Ledger ledger;
  private final InstantSource time;

  Bootstrap(Database database, Accounts accounts, Ledger ledger, InstantSource time) {
    this.database = database;
    this.accounts = accounts;
    this.ledger = ledger;
    this.time = time;
  }

  /** On a database without owners: makes the owner and its credit, both or neither. */
  void owner(long creditMicros) {
    database.write(tx -> {
      Optional<Owner> first = accounts.firstOwner(tx);
      if (first.isPresent() && creditMicros > 0) {
        ledger.credit(tx, first.get().id(), CREDIT, creditMicros, "play credit", time.instant());
      }
      return first;
    });
  }

  /**
   * On a database without a key that anybody was given: makes one for the owner {@code local}.
   * Empty if there was one, or no such owner.
   */
  Optional<IssuedKey> key(Settings.Bootstrap bootstrap) {
    Optional<Owner> local = accounts.owner(Accounts.LOCAL);
    if (isAnyGiven() || local.isEmpty()) {
      return Optional.empty();
    }
    NewKey wanted =
        new NewKey(local.get().id(), Accounts.LOCAL, Scope.EVERYTHING, Optional.empty());
    Optional<String> chosen = bootstrap.key().map(Secret::value);
    try {
      return Optional.of(
          chosen.isPresent()
              ? accounts.createKey(wanted, chosen.get())
              : accounts.createKey(wanted));
    } catch (DatabaseFailure e) {
      if (isAnyGiven()) {
        return Optional.empty(); // another node has made the same at this moment
      }
      throw e;
    }
  }

  private boolean isAnyGiven() {
    return accounts.keys().stream().anyMatch(key -> !key.name().equals(OWN_KEY));
  }

  /** The key in whose name this process may generate without a secret on disk. */
  Key ownKey() {
    Owner local =
        accounts
            .owner(Accounts.LOCAL)
            .orElseGet(() ->
                accounts.createOwner(new NewOwner(Accounts.LOCAL, Optional.empty(), Language.ZH)));
    return accounts.keys(local.id()).stream()
        .filter(key -> key.name().equals(OWN_KEY) && key.revokedAt().isEmpty())
        .findFirst()
        .orElseGet(() ->
            accounts
                .createKey(new NewKey(local.id(), OWN_KEY, Scope.EVERYTHING, Optional.empty()))
                .key());
  }
}
