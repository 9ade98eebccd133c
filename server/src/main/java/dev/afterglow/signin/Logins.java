package dev.afterglow.signin;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Roles, e-mail addresses and passwords of owners. Safe for use by many threads. */
public final class Logins {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,189}");

  private final Database database;
  private final Passwords passwords;

  /** Logins in this database. */
  public Logins(Database database) {
    this.database = database;
    this.passwords = new Passwords();
  }

  /** What became of a request for a login. */
  public enum Change {
    DONE,
    /** That is no e-mail address. */
    BAD_EMAIL,
    /** Another owner has it. */
    EMAIL_TAKEN,
    /** Shorter than {@value Passwords#SHORTEST} characters, or longer than any person's. */
    BAD_PASSWORD
  }

  /**
   * An owner's role: as it was given, or else operator for the first owner and member for others.
   */
  public Role role(Owner owner) {
    return database
        .read(tx ->
            first(
                tx,
                row -> Role.of(row.getString(1)),
                "select role from console_login where owner_id = ?",
                owner.id()))
        .orElse(usual(owner));
  }

  private static Role usual(Owner owner) {
    return owner.name().equals(Accounts.LOCAL) ? Role.OPERATOR : Role.MEMBER;
  }

  /** Gives an owner a role. */
  public void assign(Owner owner, Role role) {
    database.write(tx ->
        change(
            tx,
            "insert into console_login (owner_id, role) values (?, ?)"
                + " on conflict (owner_id) do update set role = excluded.role",
            owner.id(),
            role.word()));
  }

  /** The e-mail address an owner signs in with, if it has one. */
  public Optional<String> email(String ownerId) {
    return database.read(tx ->
        first(
            tx,
            row -> row.getString(1),
            "select email from console_login where owner_id = ? and email is not null",
            ownerId));
  }

  /** Lets an owner sign in with this address and password from now on. */
  public Change set(Owner owner, String email, String password) {
    String address = address(email);
    if (!EMAIL.matcher(address).matches()) {
      return Change.BAD_EMAIL;
    }
    if (!Passwords.fit(password)) {
      return Change.BAD_PASSWORD;
    }
    String hash = passwords.hash(password);
    Role role = role(owner);
    return database.write(tx -> {
      if (holder(tx, address).filter(id -> !id.equals(owner.id())).isPresent()) {
        return Change.EMAIL_TAKEN;
      }
      change(
          tx,
          "insert into console_login (owner_id, role, email, password_hash) values (?, ?, ?, ?)"
              + " on conflict (owner_id) do update"
              + " set email = excluded.email, password_hash = excluded.password_hash",
          owner.id(),
          role.word(),
          address,
          hash);
      return Change.DONE;
    });
  }

  /**
   * The owner with this address and password. Takes as long for an address that nobody has as for a
   * wrong password.
   */
  public Optional<String> authenticate(String email, String password) {
    Optional<Known> known =
        database.read(tx ->
            first(
                tx,
                row -> new Known(row.getString(1), row.getString(2)),
                "select owner_id, password_hash from console_login where email = ?",
                address(email)));
    boolean right = passwords.matches(password, known.map(Known::hash));
    return known.filter(_ -> right).map(Known::ownerId);
  }

  private static Optional<String> holder(Connection tx, String address) throws SQLException {
    return first(
        tx, row -> row.getString(1), "select owner_id from console_login where email = ?", address);
  }

  private static String address(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private record Known(String ownerId, String hash) {}
}
