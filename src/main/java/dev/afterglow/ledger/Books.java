package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.all;
import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.ledger.Entry.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The append-only entries. The database itself refuses to change or delete one. */
public final class Books {
  private static final String INSERT =
      "insert into entry"
          + " (reference, kind, owner_id, key_id, amount_micros, reason, created_ms)"
          + " values (?, ?, ?, ?, ?, ?, ?)";

  Books() {}

  void add(Connection tx, Entry entry) throws SQLException {
    Ledger.one(insert(tx, INSERT, entry), "new entry");
  }

  /** Adds the entry unless its reference is known; whether it was added. */
  boolean addOnce(Connection tx, Entry entry) throws SQLException {
    return insert(tx, INSERT + " on conflict (reference, kind) do nothing", entry) == 1;
  }

  private static int insert(Connection tx, String sql, Entry entry) throws SQLException {
    return change(
        tx,
        sql,
        entry.reference(),
        entry.kind().id(),
        entry.ownerId(),
        entry.keyId().orElse(null),
        entry.amountMicros(),
        entry.reason(),
        entry.createdAt().toEpochMilli());
  }

  boolean known(Connection tx, String reference, Kind kind) throws SQLException {
    return first(
            tx,
            row -> row.getInt(1),
            "select 1 from entry where reference = ? and kind = ?",
            reference,
            kind.id())
        .isPresent();
  }

  void used(Connection tx, String keyId, long micros) throws SQLException {
    change(
        tx,
        "insert into key_used (key_id, used_micros) values (?, ?) on conflict (key_id)"
            + " do update set used_micros = key_used.used_micros + excluded.used_micros",
        keyId,
        micros);
  }

  long usedBy(Connection tx, String keyId) throws SQLException {
    return first(
            tx, row -> row.getLong(1), "select used_micros from key_used where key_id = ?", keyId)
        .orElse(0L);
  }

  /**
   * An owner's entries in a time span, oldest first.
   *
   * @param limit how many at the most
   */
  public List<Entry> of(Connection tx, String ownerId, Instant from, Instant until, int limit)
      throws SQLException {
    return all(
        tx,
        Books::read,
        "select * from entry where owner_id = ? and created_ms >= ? and created_ms < ?"
            + " order by created_ms, reference limit ?",
        ownerId,
        from.toEpochMilli(),
        until.toEpochMilli(),
        limit);
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
