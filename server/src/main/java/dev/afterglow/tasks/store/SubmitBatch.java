package dev.afterglow.tasks.store;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts many tasks in one statement: holds, tasks, counts and idempotency records. It takes what
 * is plainly in order and leaves the rest: what may have to be refused, was asked before, or comes
 * from a key with a cap is decided one by one. An owner's drafts are taken only if there is money
 * and room for all of them that came together.
 *
 * <p>Rows are locked in the order of their keys, balances first, so that two statements never wait
 * for one another; what they decide on is read under these locks.
 */
final class SubmitBatch {
  private static final long MILLIS_PER_DAY = 86_400_000;

  private static final String ACCEPT =
      """
      with input as materialized (
        select * from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::int[], ?::int[], ?::int[],
          ?::bigint[], ?::text[], ?::text[], ?::text[])
        as t(n, owner_id, id, key_id, cell, model, resolution, orientation, seconds, seed,
          picture_format, picture_width, picture_height, estimated, price, prompt, idem_key,
          idem_hash)),
      said as materialized (
        select ?::bigint as now_ms, ?::bigint as today, ?::bigint as per_owner,
          ?::bigint as in_all),
      funds as materialized (
        select owner_id, balance_micros - held_micros as available from balance
        where owner_id in (select owner_id from input) order by owner_id for update),
      caps as materialized (
        select key_id, daily_cap_micros is null and total_cap_micros is null
          and day <= (select today from said) as free
        from key_spend where key_id in (select key_id from input)
          and (select count(*) from funds) >= 0 order by key_id for update),
      asked as materialized (
        select owner_id, sum(price) as price, count(*) as tasks from input group by owner_id),
      fit as materialized (
        select input.* from input
        join asked on asked.owner_id = input.owner_id
        join funds on funds.owner_id = input.owner_id
        left join caps on caps.key_id = input.key_id
        left join waiting on waiting.owner_id = input.owner_id
        cross join said
        where asked.price <= funds.available and coalesce(caps.free, true)
          and coalesce(waiting.tasks, 0) + asked.tasks <= said.per_owner
          and (select coalesce(sum(tasks), 0) from waiting) + (select count(*) from input)
            <= said.in_all),
      named as (
        insert into idempotency (owner_id, idempotency_key, body_hash, task_id, created_ms)
        select owner_id, idem_key, idem_hash, id, said.now_ms from fit cross join said
        where idem_key is not null order by owner_id, idem_key
        on conflict (owner_id, idempotency_key) do nothing
        returning task_id),
      taken as materialized (
        select * from fit where idem_key is null or id in (select task_id from named)),
      paid as (
        update balance set held_micros = held_micros + mine.price
        from (select owner_id, sum(price)::bigint as price from taken group by owner_id) mine
        where balance.owner_id = mine.owner_id),
      counted as (
        insert into key_spend (key_id, held_micros, used_micros, day, day_micros)
        select key_id, sum(price)::bigint, 0, (select today from said), sum(price)::bigint
        from taken group by key_id order by key_id
        on conflict (key_id) do update
        set held_micros = key_spend.held_micros + excluded.held_micros,
            day_micros = excluded.day_micros
              + case when key_spend.day = excluded.day then key_spend.day_micros else 0 end,
            day = excluded.day),
      held as (
        insert into hold (reference, owner_id, key_id, amount_micros, created_ms)
        select id, owner_id, key_id, price, said.now_ms from taken cross join said),
      written as (
        insert into task (owner_id, id, revision, key_id, state, attempt, cell, model, resolution,
          orientation, seconds, seed, picture_format, picture_width, picture_height, progress,
          cancel_requested, estimated_seconds, price_micros, charged_micros, created_ms, prompt)
        select owner_id, id, 0, key_id, 'queued', 0, cell, model, resolution, orientation, seconds,
          seed, picture_format, picture_width, picture_height, 0, 0, estimated, price, 0,
          said.now_ms, prompt
        from taken cross join said),
      queued as (
        insert into waiting (owner_id, tasks)
        select owner_id, count(*) from taken group by owner_id order by owner_id
        on conflict (owner_id) do update set tasks = waiting.tasks + excluded.tasks)
      select n from taken
      """;

  private final QueueBounds bounds;

  SubmitBatch(QueueBounds bounds) {
    this.bounds = bounds;
  }

  /** A draft that can be taken in a batch, and how long its task will take. */
  record Entry(Draft draft, Duration estimate) {}

  /** Whether a draft has nothing besides the task that would have to be written. */
  static boolean suits(Draft draft) {
    return draft.request().madeFrom().isEmpty()
        && draft.request().beginning().isEmpty()
        && draft.request().callback().isEmpty();
  }

  /** What was accepted; empty for what has to be decided one by one. */
  List<Optional<Submitted>> accept(Connection tx, List<Entry> entries, Instant now)
      throws SQLException {
    List<Task> tasks =
        entries.stream()
            .map(entry -> Submissions.task(entry.draft(), now, entry.estimate()))
            .toList();
    record Row(Task task, Draft draft) {}
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      rows.add(new Row(tasks.get(i), entries.get(i).draft()));
    }
    Object[] values =
        new Columns<>(tx, rows)
            .places()
            .text(row -> row.task().ownerId())
            .text(row -> row.task().id())
            .text(row -> row.task().keyId())
            .text(row -> row.task().cell().text())
            .text(row -> row.task().model().id())
            .text(row -> row.task().format().resolution().id())
            .text(row -> row.task().format().orientation().name())
            .number(row -> row.task().format().seconds())
            .large(row -> row.task().spec().seed())
            .text(row -> row.task().picture().map(facts -> facts.format().name()).orElse(null))
            .number(row -> row.task().picture().map(facts -> facts.width()).orElse(null))
            .number(row -> row.task().picture().map(facts -> facts.height()).orElse(null))
            .number(row -> row.task().estimatedSeconds())
            .large(row -> row.task().priceMicros())
            .text(row -> row.draft().request().prompt().text())
            .text(row -> row.draft().idempotency().map(Idempotency::key).orElse(null))
            .text(row -> row.draft().idempotency().map(Idempotency::bodyHash).orElse(null))
            .all(now.toEpochMilli())
            .all(Math.floorDiv(now.toEpochMilli(), MILLIS_PER_DAY))
            .all((long) bounds.perOwner())
            .all((long) bounds.inAll())
            .values();
    Set<Integer> taken = new HashSet<>(Statements.all(tx, row -> row.getInt(1), ACCEPT, values));
    List<Optional<Submitted>> answers = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      answers.add(
          taken.contains(i) ? Optional.of(new Submitted.Accepted(tasks.get(i))) : Optional.empty());
    }
    return answers;
  }
}
