package dev.afterglow.admin.doctor;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Ledger against tasks. Each check walks over one table in the order of its key, a bounded number
 * of rows in one snapshot, and answers the rows that disagree: what kind, subject, expected, found.
 */
enum BookChecks {
  /** Unfinished tasks hold their price; films, and nothing else, are charged. */
  TASKS(
      2,
      """
      select owner_id, id from task where (owner_id, id) > (?, ?)
      order by owner_id, id limit 1 offset ?
      """,
      """
      with told as materialized (
        select t.id, t.price_micros as price, t.ended_ms, t.charged_micros as charged,
               coalesce(-e.amount_micros, 0) as booked, coalesce(h.amount_micros, 0) as held,
               case when t.state in ('completed', 'expired') then t.price_micros else 0 end as due
        from (select owner_id, id, state, price_micros, charged_micros, ended_ms from task
              where (owner_id, id) > (?, ?) order by owner_id, id limit ?) t
        left join entry e
          on e.reference = t.id and e.kind = 'charge' and e.owner_id = t.owner_id
        left join hold h on h.reference = t.id and h.owner_id = t.owner_id)
      select 'CHARGE', id, case when charged <> booked then charged else due end, booked
      from told where charged <> booked or booked <> due
      union all
      select 'TASK_WITHOUT_HOLD', id, price, held
      from told where ended_ms is null and held <> price
      """),
  HOLDS_HAVE_AN_UNFINISHED_TASK(
      1,
      "select reference from hold where reference > ? order by reference limit 1 offset ?",
      """
      select 'HOLD_WITHOUT_TASK', h.reference, 0, h.amount_micros
      from (select reference, owner_id, amount_micros from hold
            where reference > ? order by reference limit ?) h
      left join task t on t.owner_id = h.owner_id and t.id = h.reference
      where t.id is null or t.ended_ms is not null
      """),
  CHARGES_HAVE_A_TASK(
      1,
      """
      select reference from entry where kind = 'charge' and reference > ?
      order by reference limit 1 offset ?
      """,
      """
      select 'CHARGE_WITHOUT_TASK', e.reference, 0, -e.amount_micros
      from (select reference, owner_id, amount_micros from entry
            where kind = 'charge' and reference > ? order by reference limit ?) e
      left join task t on t.owner_id = e.owner_id and t.id = e.reference
      where t.id is null
      """),
  CODES_ARE_CREDITED_ONCE(
      1,
      "select id from redeem_code where id > ? order by id limit 1 offset ?",
      """
      select 'CODE', c.id, coalesce(e.amount_micros, 0),
             case when c.redeemed_ms is null then 0 else c.amount_micros end
      from (select id, redeemed_ms, redeemed_by, amount_micros from redeem_code
            where id > ? order by id limit ?) c
      left join entry e on e.kind = 'credit' and e.reference = c.id
      where (c.redeemed_ms is null and e.reference is not null)
         or (c.redeemed_ms is not null
             and (e.reference is null or e.owner_id <> c.redeemed_by
                  or e.amount_micros <> c.amount_micros))
      """),
  /** In one snapshot, since a sum needs one: of the tasks that wait, never of history. */
  WAITING_TASKS_ARE_COUNTED(
      0,
      "",
      """
      select 'WAITING', o.owner_id, coalesce(t.tasks, 0), coalesce(w.tasks, 0)
      from (select owner_id from waiting
            union select owner_id from task where ended_ms is null and state = 'queued') o
      left join waiting w on w.owner_id = o.owner_id
      left join (select owner_id, count(*) as tasks from task
                 where ended_ms is null and state = 'queued' group by owner_id) t
        on t.owner_id = o.owner_id
      where coalesce(t.tasks, 0) <> coalesce(w.tasks, 0)
      """),
  /**
   * In one snapshot: lines leave with the end of their batch, so that there are few. Until a batch
   * is looked through, the database has only some of its lines.
   */
  BATCHES_COUNT_THEIR_LINES(
      0,
      "",
      """
      select 'BATCH', b.id, b.completed + b.failed, coalesce(sum(
               case when l.state not in ('waiting', 'made') then 1 else 0 end), 0)
      from batch b
      left join batch_line l on l.owner_id = b.owner_id and l.batch_id = b.id
      where b.ended_ms is null and b.in_progress_ms is not null
      group by b.owner_id, b.id, b.total, b.completed, b.failed
      having b.completed + b.failed <> coalesce(sum(
               case when l.state not in ('waiting', 'made') then 1 else 0 end), 0)
          or b.total <> count(l.line)
      """),
  LINES_HAVE_THEIR_TASKS(
      0,
      "",
      """
      select 'BATCH', l.batch_id, l.line, 0
      from batch_line l
      left join task t on t.owner_id = l.owner_id and t.id = l.task_id
      where l.task_id is not null and t.id is null
      """);

  private final int keyColumns;
  private final String lastOfSlice;
  private final String disagreeing;

  /**
   * @param keyColumns how many texts make the key of the table that is walked over; 0 for no walk
   * @param lastOfSlice finds the last key of a slice: the key before, and the slice's length less 1
   * @param disagreeing finds what disagrees in a slice: the key before, and the slice's length
   */
  BookChecks(int keyColumns, String lastOfSlice, String disagreeing) {
    this.keyColumns = keyColumns;
    this.lastOfSlice = lastOfSlice;
    this.disagreeing = disagreeing;
  }

  /** What was found in one snapshot, and the key from which to go on, unless that was the end. */
  private record Slice(List<Finding> findings, Optional<List<String>> last) {}

  /** What every check finds. */
  static List<Finding> all(Database database, int rowsAtOnce) {
    List<Finding> findings = new ArrayList<>();
    for (BookChecks check : values()) {
      findings.addAll(check.findings(database, rowsAtOnce));
    }
    return findings;
  }

  private List<Finding> findings(Database database, int rowsAtOnce) {
    List<Finding> findings = new ArrayList<>();
    Optional<List<String>> after = Optional.of(Collections.nCopies(keyColumns, ""));
    while (after.isPresent()) {
      List<String> from = after.get();
      Slice slice = database.read(tx -> slice(tx, from, rowsAtOnce));
      findings.addAll(slice.findings());
      after = slice.last();
    }
    return findings;
  }

  private Slice slice(Connection tx, List<String> after, int rows) throws SQLException {
    if (keyColumns == 0) {
      return new Slice(Statements.all(tx, BookChecks::finding, disagreeing), Optional.empty());
    }
    return new Slice(
        Statements.all(tx, BookChecks::finding, disagreeing, with(after, rows)),
        Statements.first(tx, this::key, lastOfSlice, with(after, rows - 1)));
  }

  private static Object[] with(List<String> after, int number) {
    List<Object> values = new ArrayList<>(after);
    values.add(number);
    return values.toArray();
  }

  private List<String> key(ResultSet row) throws SQLException {
    List<String> key = new ArrayList<>();
    for (int column = 1; column <= keyColumns; column++) {
      key.add(row.getString(column));
    }
    return key;
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        Finding.Kind.valueOf(row.getString(1)),
        row.getString(2),
        Long.toString(row.getLong(3)),
        Long.toString(row.getLong(4)));
  }
}
