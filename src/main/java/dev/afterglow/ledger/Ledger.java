package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.ledger.Entry.Kind;
import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Owners' money. A hold sets the price of a task aside; it is settled (charged) or released exactly
 * once. All amounts are integer micro-dollars, and every method that takes a connection belongs to
 * the caller's transaction.
 *
 * <p>Balances are decided by conditional updates alone: a row that did not change is a refusal, so
 * no lock has to be believed in.
 */
public final class Ledger {
  private final Database database;
  private final SpendCaps caps = new SpendCaps();
  private final Books books = new Books();

  public Ledger(Database database) {
    this.database = database;
  }

  /** A hold as it stands in the books. */
  private record Hold(String ownerId, String keyId, long amountMicros, long createdMillis) {}

  /**
   * Sets an amount aside for a task.
   *
   * @param reference unique for ever, such as the task's id
   * @param micros more than 0
   */
  public HoldOutcome hold(
      Connection tx, String ownerId, String keyId, String reference, long micros, Instant now)
      throws SQLException {
    positive("hold", micros);
    Optional<HoldOutcome.CapReached> capped = caps.refusal(tx, keyId, micros, now);
    if (capped.isPresent()) {
      return capped.get();
    }
    int held =
        change(
            tx,
            "update balance set held_micros = held_micros + ?"
                + " where owner_id = ? and balance_micros - held_micros >= ?",
            micros,
            ownerId,
            micros);
    if (held != 1) {
      return new HoldOutcome.Insufficient(micros, balance(tx, ownerId).availableMicros());
    }
    change(
        tx,
        "insert into hold (reference, owner_id, key_id, amount_micros, created_ms)"
            + " values (?, ?, ?, ?, ?)",
        reference,
        ownerId,
        keyId,
        micros,
        now.toEpochMilli());
    caps.spend(tx, keyId, micros, now);
    return new HoldOutcome.Held();
  }

  /**
   * Ends a hold by charging for what was delivered.
   *
   * @param chargedMicros 0 to the held amount; the rest goes back
   */
  public Resolution settle(Connection tx, String reference, long chargedMicros, Instant now)
      throws SQLException {
    return resolve(tx, reference, chargedMicros, now);
  }

  /** Ends a hold without a charge. */
  public Resolution release(Connection tx, String reference, Instant now) throws SQLException {
    return resolve(tx, reference, 0, now);
  }

  private Resolution resolve(Connection tx, String reference, long chargedMicros, Instant now)
      throws SQLException {
    Optional<Hold> open = take(tx, reference);
    if (open.isEmpty()) {
      return Resolution.ALREADY_RESOLVED;
    }
    Hold hold = open.get();
    if (chargedMicros < 0 || chargedMicros > hold.amountMicros()) {
      throw new IllegalArgumentException(
          "charge: " + chargedMicros + " (expected: 0 to " + hold.amountMicros() + ")");
    }
    int changed =
        change(
            tx,
            "update balance set held_micros = held_micros - ?, balance_micros = balance_micros - ?,"
                + " used_micros = used_micros + ? where owner_id = ?",
            hold.amountMicros(),
            chargedMicros,
            chargedMicros,
            hold.ownerId());
    one(changed, "balance of a hold");
    if (chargedMicros > 0) {
      books.add(
          tx,
          new Entry(
              reference,
              Kind.CHARGE,
              hold.ownerId(),
              Optional.of(hold.keyId()),
              -chargedMicros,
              "film",
              now));
      books.used(tx, hold.keyId(), chargedMicros);
    }
    caps.giveBack(
        tx,
        hold.keyId(),
        hold.amountMicros() - chargedMicros,
        Instant.ofEpochMilli(hold.createdMillis()));
    return Resolution.RESOLVED;
  }

  /** Removes the hold and answers it: only one caller ever gets it. */
  private static Optional<Hold> take(Connection tx, String reference) throws SQLException {
    return first(
        tx,
        row ->
            new Hold(
                row.getString("owner_id"),
                row.getString("key_id"),
                row.getLong("amount_micros"),
                row.getLong("created_ms")),
        "delete from hold where reference = ? returning owner_id, key_id, amount_micros, created_ms",
        reference);
  }

  /**
   * Gives an owner money, once for each reference.
   *
   * @param micros more than 0
   * @return false if this reference was booked before; nothing was changed then
   * @throws ArithmeticException if the balance would leave the range of a long
   */
  public boolean credit(
      Connection tx, String ownerId, String reference, long micros, String reason, Instant now)
      throws SQLException {
    positive("credit", micros);
    Entry entry = new Entry(reference, Kind.CREDIT, ownerId, Optional.empty(), micros, reason, now);
    if (!books.addOnce(tx, entry)) {
      return false;
    }
    long sum = Math.addExact(balance(tx, ownerId).balanceMicros(), micros);
    change(
        tx,
        "insert into balance (owner_id, balance_micros, held_micros, used_micros) values (?, ?, 0, 0)"
            + " on conflict (owner_id) do update set balance_micros = ?",
        ownerId,
        sum,
        sum);
    return true;
  }

  /**
   * Takes money back from an owner, as far as it is not held.
   *
   * @param micros more than 0
   * @return whether it was taken; if not, less than that was available or the reference is known
   */
  public boolean debit(
      Connection tx, String ownerId, String reference, long micros, String reason, Instant now)
      throws SQLException {
    positive("debit", micros);
    if (books.known(tx, reference, Kind.DEBIT)) {
      return false;
    }
    int changed =
        change(
            tx,
            "update balance set balance_micros = balance_micros - ?"
                + " where owner_id = ? and balance_micros - held_micros >= ?",
            micros,
            ownerId,
            micros);
    if (changed == 1) {
      books.add(
          tx, new Entry(reference, Kind.DEBIT, ownerId, Optional.empty(), -micros, reason, now));
    }
    return changed == 1;
  }

  /** An owner's money at this moment; all zero for one who never had any. */
  public Balance balance(String ownerId) {
    return database.read(tx -> balance(tx, ownerId));
  }

  /** An owner's money as this transaction sees it. */
  public Balance balance(Connection tx, String ownerId) throws SQLException {
    return first(
            tx,
            row ->
                new Balance(
                    row.getLong("balance_micros"),
                    row.getLong("held_micros"),
                    row.getLong("used_micros")),
            "select balance_micros, held_micros, used_micros from balance where owner_id = ?",
            ownerId)
        .orElse(Balance.NONE);
  }

  /** What a key has been charged in all, in micro-dollars. */
  public long usedByKey(String keyId) {
    return database.read(tx -> books.usedBy(tx, keyId));
  }

  /** Bounds what a key may spend, from now on. */
  public void cap(Connection tx, String keyId, SpendCap cap) throws SQLException {
    caps.set(tx, keyId, cap);
  }

  /** The bounds of a key, with what counts against them today. */
  public CapState capState(String keyId, Instant now) {
    return database.read(tx -> caps.state(tx, keyId, now));
  }

  /** The books themselves. */
  public Books books() {
    return books;
  }

  private static void positive(String what, long micros) {
    if (micros <= 0) {
      throw new IllegalArgumentException(what + ": " + micros + " micro-dollars (expected: > 0)");
    }
  }

  static void one(int rows, String what) {
    if (rows != 1) {
      throw new IllegalStateException(what + ": " + rows + " rows changed (expected: 1)");
    }
  }
}
