package dev.afterglow.signin;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.NewKey;
import dev.afterglow.accounts.Scope;
import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The keys in whose name owners ask for films in the console: one for each owner, made when first
 * needed. Nobody has its secret, so that it opens nothing; it is there because every film and every
 * charge belongs to a key.
 */
public final class ConsoleKeys {
  /** What such a key is called. */
  public static final String NAME = "console";

  private final Database database;
  private final Accounts accounts;
  private final InstantSource time;

  public ConsoleKeys(Database database, Accounts accounts, InstantSource time) {
    this.database = database;
    this.accounts = accounts;
    this.time = time;
  }

  /** The id of an owner's key, if it has been needed before and not been revoked. */
  public Optional<String> find(String ownerId) {
    return database.read(tx -> find(tx, ownerId));
  }

  /** The id of an owner's key. */
  public String of(String ownerId) {
    return find(ownerId).orElseGet(() -> database.write(tx -> make(tx, ownerId)));
  }

  private String make(Connection tx, String ownerId) throws SQLException {
    Optional<String> there = find(tx, ownerId);
    if (there.isPresent()) {
      return there.get();
    }
    String id =
        accounts
            .createKey(tx, new NewKey(ownerId, NAME, Scope.EVERYTHING, Optional.empty()))
            .key()
            .id();
    change(
        tx,
        "insert into console_key (owner_id, key_id) values (?, ?)"
            + " on conflict (owner_id) do update set key_id = excluded.key_id",
        ownerId,
        id);
    return id;
  }

  private Optional<String> find(Connection tx, String ownerId) throws SQLException {
    Optional<String> id =
        first(
            tx,
            row -> row.getString(1),
            "select key_id from console_key where owner_id = ?",
            ownerId);
    if (id.isEmpty()) {
      return id;
    }
    return accounts.key(tx, id.get()).filter(key -> key.validAt(time.instant())).map(Key::id);
  }
}
