package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;

/** Requests of a minute that nodes take for a subject, out of one row for all of them. */
public final class RateShares {
  private static final String TAKE =
      """
      insert into rate_share (subject, minute, taken) values (?, ?, ?)
      on conflict (subject, minute) do update set taken = rate_share.taken + excluded.taken
      where rate_share.taken + excluded.taken <= ?
      """;

  private final SharedDatabase database;

  public RateShares(SharedDatabase database) {
    this.database = database;
  }

  /**
   * Takes so many of what is left, or what is left if that is less.
   *
   * @param minute since the epoch
   * @param perMinute what the subject has in a minute, in all
   */
  public int take(String subject, long minute, int wanted, int perMinute) {
    return database.writeBeside(tx -> take(tx, subject, minute, wanted, perMinute));
  }

  private static int take(Connection tx, String subject, long minute, int wanted, int perMinute)
      throws SQLException {
    int most = Math.min(wanted, perMinute);
    if (Statements.change(tx, TAKE, subject, minute, (long) most, (long) perMinute) == 1) {
      return most;
    }
    long taken =
        Statements.first(
                tx,
                row -> row.getLong(1),
                "select taken from rate_share where subject = ? and minute = ? for update",
                subject,
                minute)
            .orElse(0L);
    int left = (int) Math.max(0, Math.min(most, perMinute - taken));
    if (left > 0) {
      Statements.changeOne(
          tx,
          "update rate_share set taken = taken + ? where subject = ? and minute = ?",
          (long) left,
          subject,
          minute);
    }
    return left;
  }
}
