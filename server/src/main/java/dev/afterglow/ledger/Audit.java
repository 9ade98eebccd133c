package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.all;

import dev.afterglow.ledger.Discrepancy.Kind;
import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Adds the whole ledger up again, entry by entry and hold by hold, and compares. */
public final class Audit {
  private static final String OWNERS =
      """
      select o.owner_id,
             coalesce(b.balance_micros, 0), coalesce(e.total, 0),
             coalesce(b.held_micros, 0), coalesce(h.total, 0),
             coalesce(b.used_micros, 0), coalesce(e.charged, 0)
      from (select owner_id from balance
            union select owner_id from entry
            union select owner_id from hold) o
      left join balance b on b.owner_id = o.owner_id
      left join (select owner_id, sum(amount_micros) as total,
                        sum(case when kind = 'charge' then -amount_micros else 0 end) as charged
                 from entry group by owner_id) e on e.owner_id = o.owner_id
      left join (select owner_id, sum(amount_micros) as total
                 from hold group by owner_id) h on h.owner_id = o.owner_id
      """;

  private static final String KEYS =
      """
      select k.key_id,
             coalesce(s.held_micros, 0), coalesce(h.total, 0),
             coalesce(s.used_micros, 0), coalesce(e.charged, 0)
      from (select key_id from key_spend
            union select key_id from hold
            union select key_id from entry where kind = 'charge') k
      left join key_spend s on s.key_id = k.key_id
      left join (select key_id, -sum(amount_micros) as charged
                 from entry where kind = 'charge' group by key_id) e on e.key_id = k.key_id
      left join (select key_id, sum(amount_micros) as total
                 from hold group by key_id) h on h.key_id = k.key_id
      """;

  private final Database database;

  public Audit(Database database) {
    this.database = database;
  }

  /**
   * Every discrepancy; empty if all is well. Reads the whole ledger in one snapshot, so it belongs
   * on a platform thread.
   */
  public List<Discrepancy> discrepancies() {
    return database.report(Audit::discrepancies);
  }

  private static List<Discrepancy> discrepancies(Connection tx) throws SQLException {
    List<Discrepancy> found = new ArrayList<>();
    all(tx, Owner::read, OWNERS).forEach(owner -> owner.compare(found));
    all(tx, Key::read, KEYS).forEach(key -> key.compare(found));
    return found;
  }

  /** A running total and what it should be. */
  private record Total(long keptMicros, long summedMicros) {
    static Total read(ResultSet row, int column) throws SQLException {
      return new Total(row.getLong(column), row.getLong(column + 1));
    }

    void compare(Kind kind, String about, List<Discrepancy> found) {
      if (keptMicros != summedMicros) {
        found.add(new Discrepancy(kind, about, summedMicros, keptMicros));
      }
    }
  }

  private record Owner(String id, Total balance, Total held, Total used) {
    static Owner read(ResultSet row) throws SQLException {
      return new Owner(
          row.getString(1), Total.read(row, 2), Total.read(row, 4), Total.read(row, 6));
    }

    void compare(List<Discrepancy> found) {
      balance.compare(Kind.BALANCE, id, found);
      held.compare(Kind.HELD, id, found);
      used.compare(Kind.USED, id, found);
      long available = balance.summedMicros() - held.summedMicros();
      if (available < 0) {
        found.add(new Discrepancy(Kind.OVERDRAWN, id, 0, available));
      }
    }
  }

  private record Key(String id, Total held, Total used) {
    static Key read(ResultSet row) throws SQLException {
      return new Key(row.getString(1), Total.read(row, 2), Total.read(row, 4));
    }

    void compare(List<Discrepancy> found) {
      held.compare(Kind.HELD, id, found);
      used.compare(Kind.USED, id, found);
    }
  }
}
