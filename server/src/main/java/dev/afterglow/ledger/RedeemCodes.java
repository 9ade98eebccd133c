package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.all;
import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;
import static dev.afterglow.sql.Statements.optionalInstant;

import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Fingerprint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Codes made by the operator, each worth one credit to the first who redeems it. */
public final class RedeemCodes {
  /** How many codes one order makes. */
  public static final int MOST_AT_ONCE = 1000;

  private final Database database;
  private final Ledger ledger;
  private final InstantSource time;
  private final UlidGenerator ids;
  private final CodeText texts;

  /** A code that was just taken. */
  private record Taken(String id, long amountMicros) {}

  /**
   * @param random unpredictable in production: {@link java.security.SecureRandom}
   */
  public RedeemCodes(Database database, Ledger ledger, InstantSource time, RandomGenerator random) {
    this.database = database;
    this.ledger = ledger;
    this.time = time;
    this.ids = new UlidGenerator(time, random);
    this.texts = new CodeText(random);
  }

  /**
   * Makes codes.
   *
   * @param amountMicros what each is worth, at least 1 micro-dollar
   * @param count 1 to 1000
   */
  public List<IssuedCode> create(long amountMicros, int count, Optional<Instant> expiresAt) {
    if (amountMicros < 1) {
      throw new IllegalArgumentException(
          "amount: " + amountMicros + " micro-dollars (expected: at least 1)");
    }
    if (count < 1 || count > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "count: " + count + " (expected: 1 to " + MOST_AT_ONCE + ")");
    }
    List<IssuedCode> issued = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      issued.add(draw(amountMicros, expiresAt));
    }
    return database.write(tx -> {
      for (IssuedCode code : issued) {
        add(tx, code);
      }
      return List.copyOf(issued);
    });
  }

  private IssuedCode draw(long amountMicros, Optional<Instant> expiresAt) {
    String text = texts.next();
    Instant now = Instant.ofEpochMilli(time.millis());
    return new IssuedCode(
        new RedeemCode(
            ids.next("code_"),
            CodeText.lastFour(text),
            amountMicros,
            now,
            expiresAt.map(end -> Instant.ofEpochMilli(end.toEpochMilli())),
            Optional.empty()),
        text);
  }

  private static void add(Connection tx, IssuedCode issued) throws SQLException {
    RedeemCode code = issued.code();
    change(
        tx,
        "insert into redeem_code"
            + " (id, code_hash, last_four, amount_micros, created_ms, expires_ms)"
            + " values (?, ?, ?, ?, ?, ?)",
        code.id(),
        Fingerprint.of(CodeText.plain(issued.text())),
        code.lastFour(),
        code.amountMicros(),
        code.createdAt().toEpochMilli(),
        code.expiresAt().map(Instant::toEpochMilli).orElse(null));
  }

  /**
   * Credits an owner with what a code is worth, if it is the first to come with it. Case, blanks,
   * dashes and mistaken letters (O for 0, I or L for 1) in the text do not matter.
   */
  public Redeemed redeem(String ownerId, String text) {
    String hash = Fingerprint.of(CodeText.plain(text));
    return database.write(tx -> {
      Instant now = time.instant();
      Optional<Taken> taken = take(tx, hash, ownerId, now);
      if (taken.isEmpty()) {
        return new Redeemed.Refused();
      }
      Taken code = taken.get();
      if (!ledger.credit(tx, ownerId, code.id(), code.amountMicros(), "redeem code", now)) {
        throw new IllegalStateException(code.id() + " was credited before it was redeemed");
      }
      return new Redeemed.Credited(code.amountMicros());
    });
  }

  private static Optional<Taken> take(Connection tx, String hash, String ownerId, Instant now)
      throws SQLException {
    return first(
        tx,
        row -> new Taken(row.getString(1), row.getLong(2)),
        "update redeem_code set redeemed_ms = ?, redeemed_by = ?"
            + " where code_hash = ? and redeemed_ms is null"
            + " and (expires_ms is null or expires_ms > ?)"
            + " returning id, amount_micros",
        now.toEpochMilli(),
        ownerId,
        hash,
        now.toEpochMilli());
  }

  /**
   * The newest codes and what became of them, newest first.
   *
   * @param limit how many at the most
   */
  public List<RedeemCode> newest(int limit) {
    return database.read(tx ->
        all(
            tx,
            RedeemCodes::read,
            "select id, last_four, amount_micros, created_ms, expires_ms, redeemed_ms,"
                + " redeemed_by from redeem_code order by id desc limit ?",
            limit));
  }

  private static RedeemCode read(ResultSet row) throws SQLException {
    return new RedeemCode(
        row.getString("id"),
        row.getString("last_four"),
        row.getLong("amount_micros"),
        Instant.ofEpochMilli(row.getLong("created_ms")),
        optionalInstant(row, "expires_ms"),
        redemption(row));
  }

  private static Optional<RedeemCode.Redemption> redemption(ResultSet row) throws SQLException {
    Optional<Instant> at = optionalInstant(row, "redeemed_ms");
    return at.isPresent()
        ? Optional.of(new RedeemCode.Redemption(row.getString("redeemed_by"), at.get()))
        : Optional.empty();
  }
}
