package dev.afterglow.signin;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Fingerprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Links that sign an owner in once, for a short while. Safe for use by many threads. */
public final class SignInLinks {
  /** Where a link leads; its token follows. */
  public static final String PATH = "/console/enter?token=";

  /** How long a link works that somebody asked for and is waiting for. */
  public static final Duration SHORT = Duration.ofMinutes(15);

  /** How long the link of a first start works, which may be read later in a log. */
  public static final Duration FIRST = Duration.ofHours(1);

  /** How long a link works that an operator passes on to somebody. */
  public static final Duration INVITATION = Duration.ofHours(24);

  private final Database database;
  private final InstantSource time;
  private final Tokens tokens;

  /**
   * @param random unpredictable in production
   */
  public SignInLinks(Database database, InstantSource time, RandomGenerator random) {
    this.database = database;
    this.time = time;
    this.tokens = new Tokens(random);
  }

  /** Makes a link for an owner; the path and query of it. */
  public String issue(String ownerId, Duration life) {
    String token = tokens.next();
    Instant now = time.instant();
    database.write(tx -> {
      change(tx, "delete from console_link where expires_ms <= ?", now.toEpochMilli());
      return change(
          tx,
          "insert into console_link (token_hash, owner_id, expires_ms) values (?, ?, ?)",
          Fingerprint.of(token),
          ownerId,
          now.plus(life).toEpochMilli());
    });
    return PATH + token;
  }

  /** The owner whom a token would sign in, if it still does. Nothing changes. */
  public Optional<String> owner(String token) {
    return Tokens.isOne(token)
        ? database.read(tx -> owner(tx, token, time.instant()))
        : Optional.empty();
  }

  /** Uses a token up: its owner, once. Of any number of callers one gets an answer. */
  public Optional<String> redeem(String token) {
    if (!Tokens.isOne(token)) {
      return Optional.empty();
    }
    Instant now = time.instant();
    return database.write(tx -> {
      Optional<String> owner = owner(tx, token, now);
      change(tx, "delete from console_link where token_hash = ?", Fingerprint.of(token));
      return owner;
    });
  }

  private static Optional<String> owner(Connection tx, String token, Instant now)
      throws SQLException {
    return first(
        tx,
        row -> row.getString(1),
        "select owner_id from console_link where token_hash = ? and expires_ms > ?",
        Fingerprint.of(token),
        now.toEpochMilli());
  }
}
