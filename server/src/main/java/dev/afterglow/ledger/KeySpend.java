package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.changeOne;
import static dev.afterglow.sql.Statements.first;
import static dev.afterglow.sql.Statements.optionalLong;
import static dev.afterglow.sql.Statements.orNull;

import dev.afterglow.ledger.HoldOutcome.CapReached;
import dev.afterglow.ledger.HoldOutcome.Period;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What each key spends: a hold counts at once, what is given back stops counting. Whether a key may
 * spend and that it spends is one statement.
 */
final class KeySpend {
  private static final long MILLIS_PER_DAY = 86_400_000;

  /**
   * How many days a counter may be ahead of the clock and still count. A clock set back over
   * midnight must not begin a day anew; one that was years ahead by mistake must not shut a key out
   * for years.
   */
  private static final int DAYS_AHEAD = 7;

  private static final String SPEND =
      """
      insert into key_spend (key_id, held_micros, used_micros, day, day_micros)
      values (?, ?, 0, ?, ?)
      on conflict (key_id) do update
      set held_micros = key_spend.held_micros + excluded.held_micros,
          day_micros = excluded.day_micros
            + case when key_spend.day between excluded.day and excluded.day + 7
                   then key_spend.day_micros else 0 end,
          day = case when key_spend.day between excluded.day and excluded.day + 7
                     then key_spend.day else excluded.day end
      where (key_spend.total_cap_micros is null
             or key_spend.held_micros + key_spend.used_micros + excluded.held_micros
                <= key_spend.total_cap_micros)
        and (key_spend.daily_cap_micros is null
             or excluded.day_micros
                + case when key_spend.day between excluded.day and excluded.day + 7
                       then key_spend.day_micros else 0 end
                <= key_spend.daily_cap_micros)
      """;

  private static final String RESOLVE =
      """
      update key_spend
      set held_micros = held_micros - ?,
          used_micros = used_micros + ?,
          day_micros = case when day <> ? then day_micros
                            when day_micros < ? then 0
                            else day_micros - ? end
      where key_id = ?
      """;

  private static final String SET =
      """
      insert into key_spend
        (key_id, daily_cap_micros, total_cap_micros, held_micros, used_micros, day, day_micros)
      values (?, ?, ?, 0, 0, 0, 0)
      on conflict (key_id) do update
      set daily_cap_micros = excluded.daily_cap_micros,
          total_cap_micros = excluded.total_cap_micros
      """;

  private static final String READ =
      """
      select daily_cap_micros, total_cap_micros, held_micros, used_micros, day, day_micros
      from key_spend where key_id = ?
      """;

  /** A key's row. */
  private record Row(SpendCap cap, long heldMicros, long usedMicros, long day, long dayMicros) {
    static final Row NONE = new Row(SpendCap.NONE, 0, 0, 0, 0);

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          new SpendCap(
              optionalLong(row, "daily_cap_micros"), optionalLong(row, "total_cap_micros")),
          row.getLong("held_micros"),
          row.getLong("used_micros"),
          row.getLong("day"),
          row.getLong("day_micros"));
    }

    CapState at(Instant now) {
      long ahead = day - dayOf(now);
      boolean counts = ahead >= 0 && ahead <= DAYS_AHEAD;
      return new CapState(cap, counts ? dayMicros : 0, Math.addExact(heldMicros, usedMicros));
    }
  }

  /** Counts an amount; false, and nothing counted, if that would pass a cap. */
  boolean spend(Connection tx, String keyId, long micros, Instant now) throws SQLException {
    return change(tx, SPEND, keyId, micros, dayOf(now), micros) == 1;
  }

  /**
   * The moment as which what was just spent counts: {@code now}, or the begin of a later day if the
   * clock was set back over midnight.
   */
  Instant countedAt(Connection tx, String keyId, Instant now) throws SQLException {
    Instant day = Instant.ofEpochMilli(Math.multiplyExact(row(tx, keyId).day(), MILLIS_PER_DAY));
    return day.isAfter(now) ? day : now;
  }

  /** Which cap an amount would pass, the one of the day first; empty if none. */
  Optional<CapReached> refusal(Connection tx, String keyId, long micros, Instant now)
      throws SQLException {
    CapState state = state(tx, keyId, now);
    Optional<CapReached> today =
        reached(Period.DAY, state.cap().dailyMicros(), state.todayMicros(), micros);
    return today.isPresent()
        ? today
        : reached(Period.TOTAL, state.cap().totalMicros(), state.totalMicros(), micros);
  }

  private static Optional<CapReached> reached(
      Period period, OptionalLong capMicros, long spentMicros, long micros) {
    if (capMicros.isEmpty() || micros <= capMicros.getAsLong() - spentMicros) {
      return Optional.empty();
    }
    long left = Math.max(0, capMicros.getAsLong() - spentMicros);
    return Optional.of(new CapReached(period, capMicros.getAsLong(), left, micros));
  }

  /** Ends the counting of a held amount of which a part, or nothing, is charged. */
  void resolve(Connection tx, String keyId, long heldMicros, long chargedMicros, Instant heldAt)
      throws SQLException {
    long back = heldMicros - chargedMicros;
    changeOne(tx, RESOLVE, heldMicros, chargedMicros, dayOf(heldAt), back, back, keyId);
  }

  void cap(Connection tx, String keyId, SpendCap cap) throws SQLException {
    changeOne(tx, SET, keyId, orNull(cap.dailyMicros()), orNull(cap.totalMicros()));
  }

  CapState state(Connection tx, String keyId, Instant now) throws SQLException {
    return row(tx, keyId).at(now);
  }

  long usedMicros(Connection tx, String keyId) throws SQLException {
    return row(tx, keyId).usedMicros();
  }

  private static Row row(Connection tx, String keyId) throws SQLException {
    return first(tx, Row::read, READ, keyId).orElse(Row.NONE);
  }

  private static long dayOf(Instant instant) {
    return Math.floorDiv(instant.toEpochMilli(), MILLIS_PER_DAY);
  }
}
