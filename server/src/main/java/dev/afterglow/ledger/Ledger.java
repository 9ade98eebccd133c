package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.changeOne;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.ledger.Entry.Kind;
import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Owners' money. A hold sets the price of a task aside; it is settled (charged) or released exactly
 * once. All amounts are integer micro-dollars. Methods that take a connection belong to the
 * caller's transaction.
 *
 * <p>Conditional updates decide: a row that did not change is a refusal, so no lock has to be
 * believed in. An owner's balance row is changed first in every transaction, and thereby orders all
 * that happens to that owner's money.
 */
public final class Ledger {
  private final Database database;
  private final KeySpend keys = new KeySpend();
  private final LedgerEntries books = new LedgerEntries();

  public Ledger(Database database) {
    this.database = database;
  }

  /** A hold as it stood. */
  private record Hold(String ownerId, String keyId, long amountMicros, Instant createdAt) {}

  /**
   * Sets an amount aside for a task.
   *
   * @param keyId the key that asked, always of the same owner
   * @param reference unique for ever, such as the task's id
   * @param micros at least 1
   */
  public HoldOutcome hold(
      Connection tx, String ownerId, String keyId, String reference, long micros, Instant now)
      throws SQLException {
    positive("hold", micros);
    if (!setAside(tx, ownerId, micros)) {
      return new HoldOutcome.Insufficient(micros, balance(tx, ownerId).availableMicros());
    }
    if (!keys.spend(tx, keyId, micros, now)) {
      changeOne(
          tx,
          "update balance set held_micros = held_micros - ? where owner_id = ?",
          micros,
          ownerId);
      return keys.refusal(tx, keyId, micros, now).orElseThrow();
    }
    changeOne(
        tx,
        "insert into hold (reference, owner_id, key_id, amount_micros, created_ms)"
            + " values (?, ?, ?, ?, ?)",
        reference,
        ownerId,
        keyId,
        micros,
        keys.countedAt(tx, keyId, now).toEpochMilli());
    return new HoldOutcome.Held();
  }

  /**
   * Why a hold of this amount would be refused at this moment; empty if it would not. Sets nothing
   * aside and promises nothing: the hold decides. It spares work that a refusal would waste.
   *
   * @param micros at least 1
   */
  public Optional<HoldOutcome.Refusal> refusal(
      String ownerId, String keyId, long micros, Instant now) {
    positive("hold", micros);
    return database.read(tx -> {
      long available = balance(tx, ownerId).availableMicros();
      return available < micros
          ? Optional.of(new HoldOutcome.Insufficient(micros, available))
          : keys.refusal(tx, keyId, micros, now).map(HoldOutcome.Refusal.class::cast);
    });
  }

  private static boolean setAside(Connection tx, String ownerId, long micros) throws SQLException {
    return change(
            tx,
            "update balance set held_micros = held_micros + ?"
                + " where owner_id = ? and balance_micros - held_micros >= ?",
            micros,
            ownerId,
            micros)
        == 1;
  }

  /**
   * Ends a hold by charging for what was delivered.
   *
   * @param chargedMicros 0 to the held amount; the rest goes back
   */
  public HoldResolution settle(Connection tx, String reference, long chargedMicros, Instant now)
      throws SQLException {
    return resolve(tx, reference, chargedMicros, now);
  }

  /** Ends a hold without a charge. */
  public HoldResolution release(Connection tx, String reference, Instant now) throws SQLException {
    return resolve(tx, reference, 0, now);
  }

  private HoldResolution resolve(Connection tx, String reference, long chargedMicros, Instant now)
      throws SQLException {
    Optional<Hold> taken = take(tx, reference);
    if (taken.isEmpty()) {
      return HoldResolution.ALREADY_RESOLVED;
    }
    Hold hold = taken.get();
    if (chargedMicros < 0 || chargedMicros > hold.amountMicros()) {
      throw new IllegalArgumentException(
          "charge: "
              + chargedMicros
              + " micro-dollars (expected: 0 to "
              + hold.amountMicros()
              + ")");
    }
    changeOne(
        tx,
        "update balance set held_micros = held_micros - ?, balance_micros = balance_micros - ?,"
            + " used_micros = used_micros + ? where owner_id = ?",
        hold.amountMicros(),
        chargedMicros,
        chargedMicros,
        hold.ownerId());
    keys.resolve(tx, hold.keyId(), hold.amountMicros(), chargedMicros, hold.createdAt());
    if (chargedMicros > 0) {
      books.add(tx, charge(reference, hold, chargedMicros, now));
    }
    return HoldResolution.RESOLVED;
  }

  /** Removes the hold and answers it: only one caller ever gets it. */
  private static Optional<Hold> take(Connection tx, String reference) throws SQLException {
    return first(
        tx,
        row ->
            new Hold(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                Instant.ofEpochMilli(row.getLong(4))),
        "delete from hold where reference = ?"
            + " returning owner_id, key_id, amount_micros, created_ms",
        reference);
  }

  private static Entry charge(String reference, Hold hold, long chargedMicros, Instant now) {
    return new Entry(
        reference,
        Kind.CHARGE,
        hold.ownerId(),
        Optional.of(hold.keyId()),
        -chargedMicros,
        "film",
        now);
  }

  /**
   * Gives an owner money, once for each reference.
   *
   * @param micros at least 1
   * @return false if this reference was credited before; nothing was changed then
   * @throws ArithmeticException if all that the owner ever had would not fit a long
   */
  public boolean credit(
      Connection tx, String ownerId, String reference, long micros, String reason, Instant now)
      throws SQLException {
    positive("credit", micros);
    deposit(tx, ownerId, micros);
    Entry entry = new Entry(reference, Kind.CREDIT, ownerId, Optional.empty(), micros, reason, now);
    if (books.addOnce(tx, entry)) {
      return true;
    }
    move(tx, ownerId, -micros);
    return false;
  }

  /** SQLite would turn a sum beyond a long into a rounded one, so the bound is in the condition. */
  private static void deposit(Connection tx, String ownerId, long micros) throws SQLException {
    change(
        tx,
        "insert into balance (owner_id, balance_micros, held_micros, used_micros)"
            + " values (?, 0, 0, 0) on conflict (owner_id) do nothing",
        ownerId);
    int credited =
        change(
            tx,
            "update balance set balance_micros = balance_micros + ?"
                + " where owner_id = ? and balance_micros + used_micros <= ?",
            micros,
            ownerId,
            Long.MAX_VALUE - micros);
    if (credited != 1) {
      throw new ArithmeticException("credit: " + micros + " micro-dollars exceed what can be kept");
    }
  }

  /**
   * Takes money back from an owner, as far as it is not held.
   *
   * @param micros at least 1
   * @return whether it was taken; if not, less than that was available or the reference was debited
   *     before
   */
  public boolean debit(
      Connection tx, String ownerId, String reference, long micros, String reason, Instant now)
      throws SQLException {
    positive("debit", micros);
    if (!withdraw(tx, ownerId, micros)) {
      return false;
    }
    Entry entry = new Entry(reference, Kind.DEBIT, ownerId, Optional.empty(), -micros, reason, now);
    if (books.addOnce(tx, entry)) {
      return true;
    }
    move(tx, ownerId, micros);
    return false;
  }

  private static boolean withdraw(Connection tx, String ownerId, long micros) throws SQLException {
    return change(
            tx,
            "update balance set balance_micros = balance_micros - ?"
                + " where owner_id = ? and balance_micros - held_micros >= ?",
            micros,
            ownerId,
            micros)
        == 1;
  }

  /** Takes back what this transaction has just done to a balance. */
  private static void move(Connection tx, String ownerId, long micros) throws SQLException {
    changeOne(
        tx,
        "update balance set balance_micros = balance_micros + ? where owner_id = ?",
        micros,
        ownerId);
  }

  /** An owner's money at this moment; all zero for one who never had any. */
  public Balance balance(String ownerId) {
    return database.read(tx -> balance(tx, ownerId));
  }

  /** An owner's money as this transaction sees it. */
  public Balance balance(Connection tx, String ownerId) throws SQLException {
    return first(
            tx,
            row -> new Balance(row.getLong(1), row.getLong(2), row.getLong(3)),
            "select balance_micros, held_micros, used_micros from balance where owner_id = ?",
            ownerId)
        .orElse(Balance.NONE);
  }

  /** What a key has been charged in all, in micro-dollars. */
  public long usedByKey(String keyId) {
    return database.read(tx -> keys.usedMicros(tx, keyId));
  }

  /** Bounds what a key may spend from now on; what it has spent counts. */
  public void cap(Connection tx, String keyId, SpendCap cap) throws SQLException {
    keys.cap(tx, keyId, cap);
  }

  /** The bounds of a key, as this transaction sees them. */
  public SpendCap capOf(Connection tx, String keyId) throws SQLException {
    return keys.state(tx, keyId, Instant.EPOCH).cap();
  }

  /** The bounds of a key, with what counts against them. */
  public CapState capState(String keyId, Instant now) {
    return database.read(tx -> keys.state(tx, keyId, now));
  }

  /**
   * An owner's entries in a time span, newest first.
   *
   * @param until not included
   * @param limit how many at the most
   */
  public List<Entry> entries(String ownerId, Instant from, Instant until, int limit) {
    return database.read(tx -> books.of(tx, ownerId, from, until, limit)).reversed();
  }

  /** The books themselves. */
  public LedgerEntries books() {
    return books;
  }

  private static void positive(String what, long micros) {
    if (micros <= 0) {
      throw new IllegalArgumentException(
          what + ": " + micros + " micro-dollars (expected: at least 1)");
    }
  }
}
