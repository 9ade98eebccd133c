package dev.afterglow.signin;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.sql.Database;
import dev.afterglow.text.Language;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Whose owners the people of an OpenID provider are. Somebody is found by a verified e-mail address
 * once, and from then on by the provider's own id of that person: an address that is given to
 * somebody else opens nothing.
 */
public final class Identities {
  private static final int LONGEST_SUBJECT = 255;
  private static final int MOST_NAMES = 50;

  private final Database database;
  private final Accounts accounts;
  private final List<String> domains;
  private final boolean signUp;

  /**
   * @param domains of e-mail addresses that may come in, in lower case; empty for all
   * @param signUp whether somebody of these domains without an owner gets one
   */
  public Identities(Database database, Accounts accounts, List<String> domains, boolean signUp) {
    this.database = database;
    this.accounts = accounts;
    this.domains = List.copyOf(domains);
    this.signUp = signUp && !domains.isEmpty();
  }

  /** Whom a provider's word lets in. */
  public sealed interface Match {
    /**
     * An owner.
     *
     * @param fresh whether it was made just now
     */
    record Found(String ownerId, boolean fresh) implements Match {}

    /** The provider has not verified any address. */
    record Unverified() implements Match {}

    /** Nobody who may come in. */
    record Stranger() implements Match {}
  }

  /**
   * The owner of a person.
   *
   * @param issuer the provider
   * @param subject the provider's own id of the person
   * @param email in lower case, if the provider has verified it
   * @param language of messages to an owner that is made now
   */
  public Match match(String issuer, String subject, Optional<String> email, Language language) {
    if (email.isEmpty()) {
      return new Match.Unverified();
    }
    if (subject.length() > LONGEST_SUBJECT || !admits(email.get())) {
      return new Match.Stranger();
    }
    Optional<String> known = database.read(tx -> known(tx, issuer, subject));
    return known.isPresent()
        ? new Match.Found(known.get(), false)
        : database.write(tx -> firstMatch(tx, issuer, subject, email.get(), language));
  }

  /**
   * Somebody comes for the first time. All of it is one transaction: who signs in twice at once
   * gets one owner, and both times the same.
   */
  private Match firstMatch(
      Connection tx, String issuer, String subject, String email, Language language)
      throws SQLException {
    Optional<String> known = known(tx, issuer, subject);
    if (known.isPresent()) {
      return new Match.Found(known.get(), false);
    }
    Optional<String> holder = holder(tx, email);
    boolean fresh = holder.isEmpty() && signUp;
    Optional<String> owner = fresh ? made(tx, email, language) : holder;
    if (owner.isEmpty() || !bind(tx, issuer, subject, owner.get())) {
      return new Match.Stranger();
    }
    return new Match.Found(owner.get(), fresh);
  }

  private boolean admits(String email) {
    return domains.isEmpty() || domains.contains(email.substring(email.lastIndexOf('@') + 1));
  }

  /** Writes down who an owner's person is; false if it is somebody else already. */
  private static boolean bind(Connection tx, String issuer, String subject, String ownerId)
      throws SQLException {
    change(
        tx,
        "insert into console_identity (issuer, subject, owner_id) values (?, ?, ?)"
            + " on conflict do nothing",
        issuer,
        subject,
        ownerId);
    return known(tx, issuer, subject).equals(Optional.of(ownerId));
  }

  private static Optional<String> known(Connection tx, String issuer, String subject)
      throws SQLException {
    return first(
        tx,
        row -> row.getString(1),
        "select owner_id from console_identity where issuer = ? and subject = ?",
        issuer,
        subject);
  }

  /**
   * By an address that an operator wrote down, for an owner or for himself. What members write is
   * not verified: somebody else would come into their account and take it for his own.
   */
  private static Optional<String> holder(Connection tx, String email) throws SQLException {
    Optional<String> login =
        first(
            tx,
            row -> row.getString(1),
            "select owner_id from console_login where email = ? and role = 'operator'",
            email);
    // Two owners may have been given one address: then nobody can tell whose person this is.
    return login.isPresent()
        ? login
        : first(
            tx,
            row -> row.getString(1),
            "select min(id) from owner where lower(email) = ? having count(*) = 1",
            email);
  }

  /** Under the address as a name, or the next one that is free. */
  private Optional<String> made(Connection tx, String email, Language language)
      throws SQLException {
    for (int number = 1; number <= MOST_NAMES; number++) {
      String name = number == 1 ? email : email + " " + number;
      if (accounts.owner(tx, name).isEmpty()) {
        Owner owner = accounts.createOwner(tx, new NewOwner(name, Optional.of(email), language));
        return Optional.of(owner.id());
      }
    }
    return Optional.empty();
  }
}
