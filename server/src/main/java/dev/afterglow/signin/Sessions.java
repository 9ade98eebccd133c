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
 * time, after a rest that is too long, or when its owner signs out or is disabled. Safe for use by
 * many threads.
 */
public final class Sessions {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Database database;
  private final Accounts accounts;
  private final Logins logins;
  private final InstantSource time;
  private final Tokens tokens;
  private final Duration life;
  private final Duration idle;

  /** That somebody is still there is written down no more often than so. */
  private final Duration noted;

  /**
   * @param random unpredictable in production
   * @param life from signing in to the end, whatever is done in between
   * @param idle how long a session may rest
   */
  public Sessions(
      Database database,
      Accounts accounts,
      Logins logins,
      InstantSource time,
      RandomGenerator random,
      Duration life,
      Duration idle) {
    this.database = database;
    this.accounts = accounts;
    this.logins = logins;
    this.time = time;
    this.tokens = new Tokens(random);
    this.life = life;
    this.idle = idle;
    this.noted = MINUTE.compareTo(idle.dividedBy(4)) < 0 ? MINUTE : idle.dividedBy(4);
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
      change(
          tx,
          "delete from console_session where expires_ms <= ? or seen_ms <= ?",
          now.toEpochMilli(),
          now.minus(idle).toEpochMilli());
      return change(
          tx,
          "insert into console_session (token_hash, owner_id, created_ms, seen_ms, expires_ms)"
              + " values (?, ?, ?, ?, ?)",
          Fingerprint.of(token),
          owner.get().id(),
          now.toEpochMilli(),
          now.toEpochMilli(),
          end.toEpochMilli());
    });
    return Optional.of(new Session(owner.get(), logins.role(owner.get()), token, end));
  }

  /** The session of a token, if it lasts. Whoever asks is there, so that it goes on. */
  public Optional<Session> find(String token) {
    Optional<Row> row = row(token);
    Optional<Session> found = row.flatMap(known -> session(known, token));
    if (found.isPresent() && !time.instant().isBefore(row.get().seenAt().plus(noted))) {
      database.write(tx ->
          change(
              tx,
              "update console_session set seen_ms = ? where token_hash = ?",
              time.millis(),
              Fingerprint.of(token)));
    }
    return found;
  }

  /** Whether the session of a token lasts; asking does not make it last longer. */
  public boolean lasts(String token) {
    return row(token).flatMap(known -> session(known, token)).isPresent();
  }

  private Optional<Session> session(Row known, String token) {
    return accounts
        .owner(known.ownerId())
        .filter(owner -> !owner.disabled())
        .map(owner -> new Session(owner, logins.role(owner), token, known.expiresAt()));
  }

  private Optional<Row> row(String token) {
    if (!Tokens.isOne(token)) {
      return Optional.empty();
    }
    Instant now = time.instant();
    return database.read(tx ->
        first(
            tx,
            found ->
                new Row(
                    found.getString(1),
                    Instant.ofEpochMilli(found.getLong(2)),
                    Instant.ofEpochMilli(found.getLong(3))),
            "select owner_id, expires_ms, seen_ms from console_session"
                + " where token_hash = ? and expires_ms > ? and seen_ms > ?",
            Fingerprint.of(token),
            now.toEpochMilli(),
            now.minus(idle).toEpochMilli()));
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

  private record Row(String ownerId, Instant expiresAt, Instant seenAt) {}
}
