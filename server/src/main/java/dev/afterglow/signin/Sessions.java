package dev.afterglow.signin;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Who is signed in. Sessions are in the database, so that a restart ends none; each ends on its
 * time, or when its owner signs out or is disabled. Safe for use by many threads.
 */
public final class Sessions {
  private final Database database;
  private final Accounts accounts;
  private final Logins logins;
  private final InstantSource time;
  private final Tokens tokens;
  private final Duration life;

  /**
   * @param random unpredictable in production
   * @param life from signing in to the end, whatever is done in between
   */
  public Sessions(
      Database database,
      Accounts accounts,
      Logins logins,
      InstantSource time,
      RandomGenerator random,
      Duration life) {
    this.database = database;
    this.accounts = accounts;
    this.logins = logins;
    this.time = time;
    this.tokens = new Tokens(random);
    this.life = life;
  }

  /** From signing in to the end. */
  public Duration life() {
    return life;
  }

  /**
   * Begins a session under a token that nobody can have known before; empty if there is no such
   * owner or it is disabled.
   */
  public Optional<Session> begin(String ownerId) {
    String token = tokens.next();
    Instant now = time.instant();
    Optional<Owner> owner = accounts.owner(ownerId).filter(one -> !one.disabled());
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    Instant end = now.plus(life);
    database.write(tx -> {
      change(tx, "delete from console_session where expires_ms <= ?", now.toEpochMilli());
      return change(
          tx,
          "insert into console_session (token_hash, owner_id, created_ms, expires_ms)"
              + " values (?, ?, ?, ?)",
          Fingerprint.of(token),
          owner.get().id(),
          now.toEpochMilli(),
          end.toEpochMilli());
    });
    return Optional.of(new Session(owner.get(), logins.role(owner.get()), token, end));
  }

  /** The session of a token, if it lasts. */
  public Optional<Session> find(String token) {
    if (!Tokens.isOne(token)) {
      return Optional.empty();
    }
    Optional<Row> row =
        database.read(tx ->
            first(
                tx,
                found -> new Row(found.getString(1), Instant.ofEpochMilli(found.getLong(2))),
                "select owner_id, expires_ms from console_session"
                    + " where token_hash = ? and expires_ms > ?",
                Fingerprint.of(token),
                time.millis()));
    return row.flatMap(found ->
        accounts
            .owner(found.ownerId())
            .filter(owner -> !owner.disabled())
            .map(owner -> new Session(owner, logins.role(owner), token, found.expiresAt())));
  }

  /** Ends the session of a token. Repeatable. */
  public void end(String token) {
    database.write(tx ->
        change(tx, "delete from console_session where token_hash = ?", Fingerprint.of(token)));
  }

  /** Ends every session of an owner but one. */
  public void endOthers(Session kept) {
    database.write(tx ->
        change(
            tx,
            "delete from console_session where owner_id = ? and token_hash <> ?",
            kept.owner().id(),
            Fingerprint.of(kept.token())));
  }

  private record Row(String ownerId, Instant expiresAt) {}
}
