package dev.afterglow.admin.doctor;

import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Ledger against tasks. Each query answers the rows that disagree: subject, expected, found. */
enum BookChecks {
  TASKS_HOLD_THEIR_PRICE(
      Finding.Kind.TASK_WITHOUT_HOLD,
      """
      select t.id, t.price_micros, coalesce(h.amount_micros, 0)
      from task t
      left join hold h on h.reference = t.id and h.owner_id = t.owner_id
      where t.ended_ms is null and coalesce(h.amount_micros, 0) <> t.price_micros
      """),
  HOLDS_HAVE_AN_UNFINISHED_TASK(
      Finding.Kind.HOLD_WITHOUT_TASK,
      """
      select h.reference, 0, h.amount_micros
      from hold h
      left join task t on t.owner_id = h.owner_id and t.id = h.reference
      where t.id is null or t.ended_ms is not null
      """),
  FILMS_AND_NOTHING_ELSE_ARE_CHARGED(
      Finding.Kind.CHARGE,
      """
      select id, case when charged <> booked then charged else due end, booked
      from (select t.id as id, t.charged_micros as charged,
                   coalesce(-e.amount_micros, 0) as booked,
                   case when t.state in ('completed', 'expired') then t.price_micros else 0 end
                     as due
            from task t
            left join entry e
              on e.reference = t.id and e.kind = 'charge' and e.owner_id = t.owner_id) told
      where charged <> booked or booked <> due
      """),
  CHARGES_HAVE_A_TASK(
      Finding.Kind.CHARGE_WITHOUT_TASK,
      """
      select e.reference, 0, -e.amount_micros
      from entry e
      left join task t on t.owner_id = e.owner_id and t.id = e.reference
      where e.kind = 'charge' and t.id is null
      """),
  /**
   * A task counts on the day it was accepted. Where the clock was set back over midnight it may
   * count on the later day; its id tells that it came after that day's first.
   */
  DAYS_ADD_UP(
      Finding.Kind.DAY,
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
      """),
  CODES_ARE_CREDITED_ONCE(
      Finding.Kind.CODE,
      """
      select c.id, coalesce(e.amount_micros, 0),
             case when c.redeemed_ms is null then 0 else c.amount_micros end
      from redeem_code c
      left join entry e on e.kind = 'credit' and e.reference = c.id
      where (c.redeemed_ms is null and e.reference is not null)
         or (c.redeemed_ms is not null
             and (e.reference is null or e.owner_id <> c.redeemed_by
                  or e.amount_micros <> c.amount_micros))
      """),
  WAITING_TASKS_ARE_COUNTED(
      Finding.Kind.WAITING,
      """
      select o.owner_id, coalesce(t.tasks, 0), coalesce(w.tasks, 0)
      from (select owner_id from waiting
            union select owner_id from task where ended_ms is null and state = 'queued') o
      left join waiting w on w.owner_id = o.owner_id
      left join (select owner_id, count(*) as tasks from task
                 where ended_ms is null and state = 'queued' group by owner_id) t
        on t.owner_id = o.owner_id
      where coalesce(t.tasks, 0) <> coalesce(w.tasks, 0)
      """),
  /** Until a batch is looked through, the database has only some of its lines. */
  BATCHES_COUNT_THEIR_LINES(
      Finding.Kind.BATCH,
      """
      select b.id, b.completed + b.failed, coalesce(sum(
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
      Finding.Kind.BATCH,
      """
      select l.batch_id, l.line, 0
      from batch_line l
      left join task t on t.owner_id = l.owner_id and t.id = l.task_id
      where l.task_id is not null and t.id is null
      """);

  private final Finding.Kind kind;
  private final String disagreeing;

  BookChecks(Finding.Kind kind, String disagreeing) {
    this.kind = kind;
    this.disagreeing = disagreeing;
  }

  /** What every check finds. */
  static List<Finding> all(Connection tx) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    for (BookChecks check : values()) {
      findings.addAll(check.findings(tx));
    }
    return findings;
  }

  /** What this check finds. */
  List<Finding> findings(Connection tx) throws SQLException {
    return Statements.all(tx, this::finding, disagreeing);
  }

  private Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        kind, row.getString(1), Long.toString(row.getLong(2)), Long.toString(row.getLong(3)));
  }
}
