package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.all;
import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.changeOne;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.ledger.Entry.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The append-only entries. The database itself refuses to change or delete one. */
public final class LedgerEntries {
  private static final String COLUMNS =
      "reference, kind, owner_id, key_id, amount_micros, reason, created_ms";
  private static final String INSERT =
      "insert into entry (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)";
  private static final String SELECT = "select " + COLUMNS + " from entry";

  LedgerEntries() {}

  void add(Connection tx, Entry entry) throws SQLException {
    changeOne(tx, INSERT, values(entry));
  }

  /** Adds the entry unless its reference is known; whether it was added. */
  boolean addOnce(Connection tx, Entry entry) throws SQLException {
    return change(tx, INSERT + " on conflict (kind, reference) do nothing", values(entry)) == 1;
  }

  /** Whether an entry of this kind has this reference, of whichever owner. */
  public boolean known(Connection tx, Kind kind, String reference) throws SQLException {
    return first(
            tx,
            row -> row.getInt(1),
            "select 1 from entry where kind = ? and reference = ?",
            kind.id(),
            reference)
        .isPresent();
  }

  /**
   * An owner's entries in a time span, oldest first.
   *
   * @param until not included
   * @param limit how many at the most
   */
  public List<Entry> of(Connection tx, String ownerId, Instant from, Instant until, int limit)
      throws SQLException {
    return all(
        tx,
        LedgerEntries::read,
        SELECT
            + " where owner_id = ? and created_ms >= ? and created_ms < ?"
            + " order by created_ms, reference limit ?",
        ownerId,
        from.toEpochMilli(),
        until.toEpochMilli(),
        limit);
  }

  /**
   * An owner's newest entries, newest first.
   *
   * @param limit how many at the most
   */
  public List<Entry> newest(Connection tx, String ownerId, int limit) throws SQLException {
    return all(
        tx,
        LedgerEntries::read,
        SELECT + " where owner_id = ? order by created_ms desc, reference desc limit ?",
        ownerId,
        limit);
  }

  private static Object[] values(Entry entry) {
    return new Object[] {
      entry.reference(),
      entry.kind().id(),
      entry.ownerId(),
      entry.keyId().orElse(null),
      entry.amountMicros(),
      entry.reason(),
      entry.createdAt().toEpochMilli()
    };
  }

  private static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("reference"),
        Kind.of(row.getString("kind")),
        row.getString("owner_id"),
        Optional.ofNullable(row.getString("key_id")),
        row.getLong("amount_micros"),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("created_ms")));
  }
}
