package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;
import static dev.afterglow.sql.Statements.optionalLong;
import static dev.afterglow.sql.Statements.orNull;

import dev.afterglow.ledger.HoldOutcome.CapReached;
import dev.afterglow.ledger.HoldOutcome.Period;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts what capped keys spend: a hold counts at once, what is given back stops counting. */
final class SpendCaps {
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long IN_ALL = 0;

  Optional<CapReached> refusal(Connection tx, String keyId, long micros, Instant now)
      throws SQLException {
    Optional<SpendCap> cap = find(tx, keyId);
    if (cap.isEmpty()) {
      return Optional.empty();
    }
    Optional<CapReached> daily =
        over(cap.get().dailyMicros(), spent(tx, keyId, day(now)), Period.DAY, micros);
    return daily.isPresent()
        ? daily
        : over(cap.get().totalMicros(), spent(tx, keyId, IN_ALL), Period.TOTAL, micros);
  }

  private static Optional<CapReached> over(
      OptionalLong cap, long spentMicros, Period period, long micros) {
    if (cap.isEmpty() || Math.addExact(spentMicros, micros) <= cap.getAsLong()) {
      return Optional.empty();
    }
    long left = Math.max(0, cap.getAsLong() - spentMicros);
    return Optional.of(new CapReached(period, cap.getAsLong(), left, micros));
  }

  void spend(Connection tx, String keyId, long micros, Instant now) throws SQLException {
    if (find(tx, keyId).isPresent()) {
      add(tx, keyId, day(now), micros);
      add(tx, keyId, IN_ALL, micros);
    }
  }

  /** Takes back what was counted when the hold was made; a key capped only later has less. */
  void giveBack(Connection tx, String keyId, long micros, Instant heldAt) throws SQLException {
    if (micros > 0 && find(tx, keyId).isPresent()) {
      subtract(tx, keyId, day(heldAt), micros);
      subtract(tx, keyId, IN_ALL, micros);
    }
  }

  void set(Connection tx, String keyId, SpendCap cap) throws SQLException {
    change(
        tx,
        "insert into spend_cap (key_id, daily_micros, total_micros) values (?, ?, ?)"
            + " on conflict (key_id) do update"
            + " set daily_micros = excluded.daily_micros, total_micros = excluded.total_micros",
        keyId,
        orNull(cap.dailyMicros()),
        orNull(cap.totalMicros()));
  }

  CapState state(Connection tx, String keyId, Instant now) throws SQLException {
    return new CapState(
        find(tx, keyId).orElse(SpendCap.NONE),
        spent(tx, keyId, day(now)),
        spent(tx, keyId, IN_ALL));
  }

  private static Optional<SpendCap> find(Connection tx, String keyId) throws SQLException {
    return first(
        tx,
        row -> new SpendCap(optionalLong(row, "daily_micros"), optionalLong(row, "total_micros")),
        "select daily_micros, total_micros from spend_cap where key_id = ?",
        keyId);
  }

  private static long spent(Connection tx, String keyId, long day) throws SQLException {
    return first(
            tx,
            row -> row.getLong(1),
            "select spent_micros from key_spend where key_id = ? and day = ?",
            keyId,
            day)
        .orElse(0L);
  }

  private static void add(Connection tx, String keyId, long day, long micros) throws SQLException {
    change(
        tx,
        "insert into key_spend (key_id, day, spent_micros) values (?, ?, ?) on conflict (key_id, day)"
            + " do update set spent_micros = key_spend.spent_micros + excluded.spent_micros",
        keyId,
        day,
        micros);
  }

  private static void subtract(Connection tx, String keyId, long day, long micros)
      throws SQLException {
    change(
        tx,
        "update key_spend set spent_micros ="
            + " case when spent_micros > ? then spent_micros - ? else 0 end"
            + " where key_id = ? and day = ?",
        micros,
        micros,
        keyId,
        day);
  }

  private static long day(Instant instant) {
    return instant.toEpochMilli() / MILLIS_PER_DAY;
  }
}
