package dev.afterglow.tasks.store;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Ends many tasks in one statement: last states, attempts, what becomes of the holds, entries and
 * counts. Each end is decided by compare-and-set on the task's revision; no money moves for one
 * that somebody else changed first, nor for a hold that is resolved already.
 *
 * <p>Rows are locked in the order of their keys, tasks first, then balances, keys and counts, as
 * everywhere: the counts of locks that no condition needs are there for that order alone.
 */
final class EndBatch {
  private static final String END =
      """
      with input as materialized (
        select * from unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::bigint[],
          ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::text[], ?::bigint[])
        as t(owner_id, id, revision, state, failure, film_bytes, charged, ended, expires, seq,
          attempt_state, cost)),
      locked as materialized (
        select input.owner_id, input.id, input.revision, task.state as before, input.film_bytes, input.charged,
          input.ended, input.expires, input.seq, input.attempt_state, input.cost,
          case when input.state = 'failed' and task.cancel_requested = 1 then 'cancelled'
               else input.state end as state,
          case when input.state = 'failed' and task.cancel_requested = 1 then null
               else input.failure end as failure
        from task join input on input.owner_id = task.owner_id and input.id = task.id
        where task.revision = input.revision and task.ended_ms is null
        order by task.owner_id, task.id for update of task),
      ended as (
        update task set revision = task.revision + 1, state = locked.state,
          failure = locked.failure, film_bytes = locked.film_bytes,
          progress = case when locked.state = 'completed' then 100 else task.progress end,
          charged_micros = locked.charged, ended_ms = locked.ended, expires_ms = locked.expires
        from locked
        where task.owner_id = locked.owner_id and task.id = locked.id),
      left_behind as (
        update attempt set state = locked.attempt_state,
          ended_ms = greatest(locked.ended, attempt.sent_ms),
          cost_micros = coalesce(locked.cost, attempt.cost_micros)
        from locked
        where locked.attempt_state is not null and attempt.owner_id = locked.owner_id
          and attempt.task_id = locked.id and attempt.seq = locked.seq),
      resolved as (
        delete from hold using locked where hold.reference = locked.id
        returning hold.reference, hold.owner_id, hold.key_id, hold.amount_micros as amount,
          hold.created_ms / 86400000 as day, locked.charged, locked.ended),
      funds as materialized (
        select owner_id from balance
        where owner_id in (select owner_id from resolved) order by owner_id for update),
      caps as materialized (
        select key_id from key_spend where key_id in (select key_id from resolved)
          and (select count(*) from funds) >= 0 order by key_id for update),
      paid as (
        update balance set held_micros = held_micros - mine.amount,
          balance_micros = balance_micros - mine.charged, used_micros = used_micros + mine.charged
        from (select owner_id, sum(amount)::bigint as amount, sum(charged)::bigint as charged
              from resolved group by owner_id) mine join funds on funds.owner_id = mine.owner_id
        where balance.owner_id = mine.owner_id),
      counted as (
        update key_spend set held_micros = held_micros - mine.amount,
          used_micros = used_micros + mine.charged,
          day_micros = greatest(0, day_micros - coalesce((
            select sum(amount - charged) from resolved
            where resolved.key_id = key_spend.key_id and resolved.day = key_spend.day), 0))::bigint
        from (select key_id, sum(amount)::bigint as amount, sum(charged)::bigint as charged
              from resolved group by key_id) mine join caps on caps.key_id = mine.key_id
        where key_spend.key_id = mine.key_id),
      booked as (
        insert into entry (reference, kind, owner_id, key_id, amount_micros, reason, created_ms)
        select reference, 'charge', owner_id, key_id, -charged, 'film', ended
        from resolved where charged > 0),
      gone as materialized (
        select owner_id, count(*) as tasks from locked where before = 'queued' group by owner_id),
      queued as materialized (
        select owner_id, tasks from waiting
        where owner_id in (select owner_id from gone)
          and (select count(*) from caps) >= 0 order by owner_id for update),
      emptied as (
        delete from waiting using gone join queued on queued.owner_id = gone.owner_id
        where waiting.owner_id = gone.owner_id and queued.tasks <= gone.tasks),
      fewer as (
        update waiting set tasks = waiting.tasks - gone.tasks
        from gone join queued on queued.owner_id = gone.owner_id
        where waiting.owner_id = gone.owner_id and queued.tasks > gone.tasks)
      select locked.id, locked.revision, exists (select 1 from resolved where resolved.reference = locked.id),
        exists (select 1 from task_callback where task_callback.owner_id = locked.owner_id
                and task_callback.task_id = locked.id)
          or exists (select 1 from webhook_endpoint
                     where webhook_endpoint.owner_id = locked.owner_id)
      from locked
      """;

  private static final String FIRST_MADE =
      "select engine, sent_ms from attempt where owner_id = ? and task_id = ?"
          + " and state = 'made' order by seq limit 1";

  private static final System.Logger LOG = System.getLogger(EndBatch.class.getName());

  private final Duration filmLife;
  private final EndingListener listener;
  private final LatencyHistory latencies = new LatencyHistory();

  EndBatch(Duration filmLife, EndingListener listener) {
    this.filmLife = filmLife;
    this.listener = listener;
  }

  /** One of them, as it is written. */
  private record Row(
      Task seen,
      String state,
      @Nullable String failure,
      @Nullable Long filmBytes,
      long charged,
      @Nullable String attemptState,
      OptionalLong cost) {}

  /** What became of one. */
  private record Ended(MoveBatch.Seen seen, boolean resolved, boolean toBeTold) {}

  /** Each task as it is afterwards; empty for one that somebody else changed first. */
  List<Optional<Task>> apply(Connection tx, List<Ending.Of> wanted, Instant at)
      throws SQLException {
    Object[] values =
        new Columns<>(
                tx, MoveBatch.once(wanted, Ending.Of::seen).stream().map(EndBatch::row).toList())
            .text(row -> row.seen().ownerId())
            .text(row -> row.seen().id())
            .number(row -> row.seen().revision())
            .text(Row::state)
            .text(Row::failure)
            .large(Row::filmBytes)
            .large(Row::charged)
            .large(row -> row.seen().endingAt(at).toEpochMilli())
            .large(row -> row.filmBytes() == null ? null : expiry(row.seen().endingAt(at)))
            .number(row -> row.attemptState() == null ? null : seqOf(row.seen()))
            .text(Row::attemptState)
            .large(row -> Statements.orNull(row.cost()))
            .values();
    Map<String, Ended> ended = new HashMap<>();
    for (Ended one :
        Statements.all(
            tx,
            row ->
                new Ended(
                    new MoveBatch.Seen(row.getString(1), row.getInt(2)),
                    row.getBoolean(3),
                    row.getBoolean(4)),
            END,
            values)) {
      ended.put(one.seen().id(), one);
    }
    List<Optional<Task>> tasks =
        MoveBatch.found(
            tx,
            wanted.stream().map(Ending.Of::seen).toList(),
            ended.values().stream().map(Ended::seen).toList());
    for (Optional<Task> task : tasks) {
      if (task.isPresent()) {
        follow(tx, task.get(), ended.get(task.get().id()));
      }
    }
    learn(tx, tasks, at);
    return tasks;
  }

  private long expiry(Instant ended) {
    return ended.plus(filmLife).toEpochMilli();
  }

  private void follow(Connection tx, Task task, @Nullable Ended how) throws SQLException {
    if (how != null && !how.resolved()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the hold of {0} was resolved before its task ended",
          task.id());
    }
    if (how != null && how.toBeTold()) {
      listener.ended(tx, task, TaskReads.callback(tx, task.ownerId(), task.id()));
    }
  }

  /** One film of each kind is enough of a batch: a median learns as much from it. */
  private void learn(Connection tx, List<Optional<Task>> tasks, Instant at) throws SQLException {
    record First(String engine, Instant sentAt) {}
    record Kind(String engine, String resolution, int seconds) {}
    List<Kind> learned = new ArrayList<>();
    for (Optional<Task> one : tasks) {
      if (one.isEmpty() || !(one.get().state() instanceof TaskState.Completed)) {
        continue;
      }
      Task task = one.get();
      Kind likely =
          new Kind(
              task.engine().orElse(""), task.format().resolution().id(), task.format().seconds());
      if (learned.contains(likely)) {
        continue;
      }
      learned.add(likely);
      Optional<First> first =
          Statements.first(
              tx,
              row -> new First(row.getString(1), Instant.ofEpochMilli(row.getLong(2))),
              FIRST_MADE,
              task.ownerId(),
              task.id());
      if (first.isPresent()) {
        Duration took = Duration.between(first.get().sentAt(), at);
        latencies.learn(tx, first.get().engine(), task.format(), took);
      }
    }
  }

  private static int seqOf(Task seen) {
    return seen.state() instanceof TaskState.Working(Attempt attempt) ? attempt.seq() : 0;
  }

  private static Row row(Ending.Of one) {
    Task seen = one.seen();
    return switch (one.how()) {
      case Ending.Completed(long bytes) ->
          new Row(seen, "completed", null, bytes, seen.priceMicros(), null, OptionalLong.empty());
      case Ending.Failed(FailureReason reason, boolean lost, OptionalLong cost) ->
          new Row(
              seen,
              "failed",
              reason.name(),
              null,
              0,
              attemptEnd(seen, lost ? "lost" : "failed"),
              cost);
      case Ending.Cancelled _ ->
          new Row(
              seen, "cancelled", null, null, 0, attemptEnd(seen, "failed"), OptionalLong.empty());
    };
  }

  /** What has been made stays made. */
  private static @Nullable String attemptEnd(Task seen, String state) {
    return seen.state() instanceof TaskState.Working(Attempt attempt)
            && !(attempt.state() instanceof Attempt.State.Made)
        ? state
        : null;
  }
}
