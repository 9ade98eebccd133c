package dev.afterglow.signin;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.sql.Database;

/** Which owners somebody of an OpenID provider signs in as, and how that ends. */
public final class LinkedPeople {
  private final Database database;

  /** Those whom {@link Identities} has written down in this database. */
  public LinkedPeople(Database database) {
    this.database = database;
  }

  /** Whether somebody of a provider signs in as this owner. */
  public boolean linked(String ownerId) {
    return database
        .read(tx ->
            first(
                tx,
                row -> row.getString(1),
                "select subject from console_identity where owner_id = ?",
                ownerId))
        .isPresent();
  }

  /**
   * Forgets who signs in as an owner, at every provider. All of the owner's sessions end: which of
   * them the person began is not written down. Whoever comes with the owner's address next is
   * linked, as on the first day.
   *
   * @return how many people were forgotten; with none, no session ends
   */
  public int unlink(String ownerId) {
    return database.write(tx -> {
      int forgotten = change(tx, "delete from console_identity where owner_id = ?", ownerId);
      if (forgotten > 0) {
        change(tx, "delete from console_session where owner_id = ?", ownerId);
      }
      return forgotten;
    });
  }
}
