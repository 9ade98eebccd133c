package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.all;

import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Adds the whole ledger up again and compares. */
public final class Audit {
  private static final String SUMS =
      """
      select o.owner_id,
             coalesce(b.balance_micros, 0) as balance,
             coalesce(b.held_micros, 0) as held,
             coalesce(b.used_micros, 0) as used,
             coalesce(e.total, 0) as entries,
             coalesce(e.charged, 0) as charged,
             coalesce(h.total, 0) as holds
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

  private final Database database;

  public Audit(Database database) {
    this.database = database;
  }

  /** Every discrepancy; empty if all is well. Reads the whole ledger in one snapshot. */
  public List<Discrepancy> discrepancies() {
    return database.read(this::discrepancies);
  }

  /** The references of all open holds, in order. */
  public List<String> openHolds(Connection tx) throws SQLException {
    return all(tx, row -> row.getString(1), "select reference from hold order by reference");
  }

  private List<Discrepancy> discrepancies(Connection tx) throws SQLException {
    List<Discrepancy> found = new ArrayList<>();
    for (Sums sums : all(tx, Sums::read, SUMS)) {
      sums.compare(found);
    }
    return found;
  }

  private record Sums(
      String owner, long balance, long held, long used, long entries, long charged, long holds) {
    static Sums read(java.sql.ResultSet row) throws SQLException {
      return new Sums(
          row.getString("owner_id"),
          row.getLong("balance"),
          row.getLong("held"),
          row.getLong("used"),
          row.getLong("entries"),
          row.getLong("charged"),
          row.getLong("holds"));
    }

    void compare(List<Discrepancy> found) {
      if (balance != entries) {
        found.add(new Discrepancy(Discrepancy.Kind.BALANCE, owner, entries, balance));
      }
      if (held != holds) {
        found.add(new Discrepancy(Discrepancy.Kind.HELD, owner, holds, held));
      }
      if (used != charged) {
        found.add(new Discrepancy(Discrepancy.Kind.USED, owner, charged, used));
      }
      if (entries < holds) {
        found.add(new Discrepancy(Discrepancy.Kind.OVERDRAWN, owner, 0, entries - holds));
      }
    }
  }
}
