package dev.afterglow.admin.doctor;

import static dev.afterglow.sql.Statements.all;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.sql.Database;
import dev.afterglow.tasks.TaskIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What counts against the daily caps of keys, compared with what was held and charged on the day.
 *
 * <p>A task counts on the day it was accepted. Where the clock was set back over midnight it may
 * count on the later day; its id tells that it came after that day's first.
 *
 * <p>{@link #ofToday} looks at what caps are still measured against, an owner's tasks of the day in
 * slices: those that have ended do not change any more, and the others are looked up again in the
 * last snapshot, together with the counters. An owner who has more of them at this moment than one
 * snapshot may read is left to {@link #ofAllDays}, which reads everything at once.
 */
final class DayCounters {
  private static final long MILLIS_PER_DAY = 86_400_000;

  /** How far a clock may be set back; see {@code ledger.KeySpend}. */
  private static final int DAYS_BACK = 7;

  private static final String ALL_DAYS =
      """
      with counted as (
        select s.key_id, t.id, t.created_ms >= s.day * 86400000 as today,
               coalesce(h.amount_micros, 0) - coalesce(e.amount_micros, 0) as micros
        from key_spend s
        join task t on t.key_id = s.key_id and t.created_ms >= (s.day - 7) * 86400000
        left join hold h on h.reference = t.id and h.owner_id = t.owner_id
        left join entry e
          on e.reference = t.id and e.kind = 'charge' and e.owner_id = t.owner_id),
      opening as (select key_id, min(id) as id from counted where today group by key_id),
      sums as (
        select c.key_id, sum(case when c.today then c.micros else 0 end) as least,
               sum(c.micros) as most
        from counted c join opening o on o.key_id = c.key_id and c.id >= o.id
        group by c.key_id)
      select s.key_id,
             case when s.day_micros < coalesce(sums.least, 0) then sums.least
                  else coalesce(sums.most, 0) end,
             s.day_micros
      from key_spend s left join sums on sums.key_id = s.key_id
      where s.day_micros < coalesce(sums.least, 0) or s.day_micros > coalesce(sums.most, 0)
      """;

  private static final String KEYS =
      """
      select s.key_id, k.owner_id, s.day
      from (select key_id, day from key_spend where key_id > ? order by key_id limit ?) s
      left join api_key k on k.id = s.key_id
      """;

  private static final String TASKS =
      """
      select t.id, t.key_id, t.created_ms, t.ended_ms is null,
             coalesce(h.amount_micros, 0) - coalesce(e.amount_micros, 0)
      from (select owner_id, id, key_id, created_ms, ended_ms from task
            where owner_id = ? and id > ? order by id limit ?) t
      left join hold h on h.reference = t.id and h.owner_id = t.owner_id
      left join entry e on e.reference = t.id and e.kind = 'charge' and e.owner_id = t.owner_id
      """;

  private static final String TASK =
      """
      select t.id, t.key_id, t.created_ms, t.ended_ms is null,
             coalesce(h.amount_micros, 0) - coalesce(e.amount_micros, 0)
      from task t
      left join hold h on h.reference = t.id and h.owner_id = t.owner_id
      left join entry e on e.reference = t.id and e.kind = 'charge' and e.owner_id = t.owner_id
      where t.owner_id = ? and t.id = ?
      """;

  private final Database database;
  private final InstantSource time;
  private final int rowsAtOnce;

  /**
   * @param rowsAtOnce the most tasks that one snapshot reads
   */
  DayCounters(Database database, InstantSource time, int rowsAtOnce) {
    this.database = database;
    this.time = time;
    this.rowsAtOnce = rowsAtOnce;
  }

  /** A key's counter, and whose key it is. */
  private record Counter(String keyId, Optional<String> owner, long day) {
    static Counter read(ResultSet row) throws SQLException {
      return new Counter(row.getString(1), Optional.ofNullable(row.getString(2)), row.getLong(3));
    }

    boolean covers(Row task) {
      return task.createdMillis >= (day - DAYS_BACK) * MILLIS_PER_DAY;
    }

    boolean isToday(Row task) {
      return task.createdMillis >= day * MILLIS_PER_DAY;
    }
  }

  /** A task as it is added up. */
  private record Row(String id, String keyId, long createdMillis, boolean open, long micros) {
    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4), row.getLong(5));
    }
  }

  /** What a counter may be: tasks of its day, and those that may have counted on it. */
  private static final class Sum {
    private final Counter counter;
    private boolean opened;
    private long least;
    private long most;

    Sum(Counter counter) {
      this.counter = counter;
    }

    /** Whether this task, which comes after all that were asked about before, counts. */
    boolean takes(Row task) {
      opened |= counter.isToday(task);
      return opened && counter.covers(task);
    }

    void add(Row task) {
      least += counter.isToday(task) ? task.micros : 0;
      most += task.micros;
    }

    Optional<Finding> compare(long kept) {
      return kept < least || kept > most
          ? Optional.of(
              new Finding(
                  Finding.Kind.DAY,
                  counter.keyId,
                  Long.toString(kept < least ? least : most),
                  Long.toString(kept)))
          : Optional.empty();
    }
  }

  /** Counters that are wrong, whatever their day is. */
  List<Finding> ofAllDays() {
    return database.report(tx ->
        all(
            tx,
            row ->
                new Finding(
                    Finding.Kind.DAY,
                    row.getString(1),
                    Long.toString(row.getLong(2)),
                    Long.toString(row.getLong(3))),
            ALL_DAYS));
  }

  /** Counters of yesterday, of today and of days to come that are wrong. */
  List<Finding> ofToday() {
    long yesterday = Math.floorDiv(time.millis(), MILLIS_PER_DAY) - 1;
    List<Finding> findings = new ArrayList<>();
    List<Counter> counters = counters("");
    while (!counters.isEmpty()) {
      Map<String, List<Counter>> byOwner = new HashMap<>();
      for (Counter counter : counters) {
        if (counter.day >= yesterday) {
          counter.owner.ifPresent(
              owner -> byOwner.computeIfAbsent(owner, _ -> new ArrayList<>()).add(counter));
        }
      }
      byOwner.forEach((owner, keys) -> findings.addAll(ofOwner(owner, keys)));
      counters = counters(counters.getLast().keyId);
    }
    return findings;
  }

  private List<Counter> counters(String after) {
    return database.read(tx -> all(tx, Counter::read, KEYS, after, rowsAtOnce));
  }

  private List<Finding> ofOwner(String owner, List<Counter> keys) {
    Map<String, Sum> sums = new HashMap<>();
    keys.forEach(counter -> sums.put(counter.keyId, new Sum(counter)));
    long first = keys.stream().mapToLong(Counter::day).min().orElseThrow();
    List<Row> open = new ArrayList<>();
    String after = TaskIds.lowest(Instant.ofEpochMilli(first * MILLIS_PER_DAY));
    List<Row> slice = slice(owner, after);
    while (!slice.isEmpty()) {
      slice.forEach(task -> add(task, sums, open));
      after = slice.getLast().id;
      slice = slice.size() < rowsAtOnce ? List.of() : slice(owner, after);
    }
    String last = after;
    return open.size() > rowsAtOnce
        ? List.of() // it has too much in hand at this moment to be judged
        : database.read(tx -> compare(tx, owner, last, open, sums));
  }

  private List<Row> slice(String owner, String after) {
    return database.read(tx -> tasks(tx, owner, after, rowsAtOnce));
  }

  private static List<Row> tasks(Connection tx, String owner, String after, int most)
      throws SQLException {
    return all(tx, Row::read, TASKS, owner, after, most);
  }

  private static void add(Row task, Map<String, Sum> sums, List<Row> open) {
    Optional.ofNullable(sums.get(task.keyId))
        .filter(sum -> sum.takes(task))
        .ifPresent(sum -> {
          if (task.open) {
            open.add(task);
          } else {
            sum.add(task);
          }
        });
  }

  /** One snapshot: the tasks that can still change, those that came since, and the counters. */
  private List<Finding> compare(
      Connection tx, String owner, String last, List<Row> open, Map<String, Sum> sums)
      throws SQLException {
    for (Row before : open) {
      first(tx, Row::read, TASK, owner, before.id)
          .ifPresent(
              now -> Optional.ofNullable(sums.get(now.keyId)).ifPresent(sum -> sum.add(now)));
    }
    List<Row> since = tasks(tx, owner, last, rowsAtOnce + 1);
    if (since.size() > rowsAtOnce) {
      return List.of();
    }
    for (Row task : since) {
      Optional.ofNullable(sums.get(task.keyId))
          .filter(sum -> sum.takes(task))
          .ifPresent(sum -> sum.add(task));
    }
    List<Finding> findings = new ArrayList<>();
    for (Sum sum : sums.values()) {
      first(
              tx,
              row -> row.getLong(1),
              "select day_micros from key_spend where key_id = ? and day = ?",
              sum.counter.keyId,
              sum.counter.day)
          .flatMap(sum::compare)
          .ifPresent(findings::add);
    }
    return findings;
  }
}
