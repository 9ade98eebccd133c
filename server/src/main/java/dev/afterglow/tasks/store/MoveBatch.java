package dev.afterglow.tasks.store;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Moves the attempts of many tasks on in one statement: taken by the engine, unclear, made. Each is
 * decided by compare-and-set on the task's revision, as one by one.
 */
final class MoveBatch {
  private static final String MOVE =
      """
      with input as materialized (
        select * from unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::int[], ?::text[],
          ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
        as t(owner_id, id, revision, task_state, seq, state, ticket, result, cost, sent, ended)),
      locked as materialized (
        select input.* from task
        join input on input.owner_id = task.owner_id and input.id = task.id
        where task.revision = input.revision and task.ended_ms is null
        order by task.owner_id, task.id for update of task),
      moved as (
        update task set revision = task.revision + 1, state = locked.task_state from locked
        where task.owner_id = locked.owner_id and task.id = locked.id),
      advanced as (
        update attempt set state = locked.state, ticket = coalesce(locked.ticket, attempt.ticket),
          result = coalesce(locked.result, attempt.result), ended_ms = locked.ended,
          sent_ms = coalesce(locked.sent, attempt.sent_ms),
          cost_micros = coalesce(locked.cost, attempt.cost_micros)
        from locked where attempt.owner_id = locked.owner_id and attempt.task_id = locked.id
          and attempt.seq = locked.seq)
      select id, revision from locked
      """;

  /** One of them, as it is written. */
  private record Row(
      Task seen,
      Attempt attempt,
      String taskState,
      String state,
      @Nullable String ticket,
      @Nullable String result,
      OptionalLong cost,
      Optional<Instant> sentAt,
      boolean ended) {}

  private MoveBatch() {}

  /** Whether a change is one that is made in a batch. */
  static boolean suits(Transition.Of one) {
    boolean common =
        one.to() instanceof Transition.Accepted
            || one.to() instanceof Transition.Unclear
            || one.to() instanceof Transition.Made;
    return common && one.seen().state() instanceof TaskState.Working;
  }

  /** Each task as it is afterwards; empty for one that somebody else changed first. */
  static List<Optional<Task>> apply(Connection tx, List<Transition.Of> wanted, Instant at)
      throws SQLException {
    Object[] values =
        new Columns<>(tx, once(wanted, Transition.Of::seen).stream().map(MoveBatch::row).toList())
            .text(row -> row.seen().ownerId())
            .text(row -> row.seen().id())
            .number(row -> row.seen().revision())
            .text(Row::taskState)
            .number(row -> row.attempt().seq())
            .text(Row::state)
            .text(Row::ticket)
            .text(Row::result)
            .large(row -> Statements.orNull(row.cost()))
            .large(row -> row.sentAt().map(Instant::toEpochMilli).orElse(null))
            .large(row -> row.ended() ? row.attempt().endingAt(at).toEpochMilli() : null)
            .values();
    List<Seen> moved =
        Statements.all(tx, row -> new Seen(row.getString(1), row.getInt(2)), MOVE, values);
    return found(tx, wanted.stream().map(Transition.Of::seen).toList(), moved);
  }

  /** A task as somebody has seen it. */
  record Seen(String id, int revision) {
    static Seen of(Task task) {
      return new Seen(task.id(), task.revision());
    }
  }

  /**
   * The first of those that have seen the same of the same task: only one of them may change it,
   * and a statement that joins both would count it twice.
   */
  static <T> List<T> once(List<T> wanted, Function<T, Task> seen) {
    Set<Seen> met = new HashSet<>();
    return wanted.stream().filter(one -> met.add(Seen.of(seen.apply(one)))).toList();
  }

  /** Those of these tasks that were changed as they were seen, as they are now, in order. */
  static List<Optional<Task>> found(Connection tx, List<Task> seen, List<Seen> changed)
      throws SQLException {
    Map<String, Task> now = new HashMap<>();
    Set<Seen> left = new HashSet<>(changed);
    List<Task> wanted =
        once(seen, task -> task).stream().filter(task -> left.contains(Seen.of(task))).toList();
    if (!wanted.isEmpty()) {
      Object[] values = new Columns<>(tx, wanted).text(Task::ownerId).text(Task::id).values();
      for (Task task :
          Statements.all(
              tx,
              TaskRows::read,
              TaskRows.SELECT
                  + " where (task.owner_id, task.id) in"
                  + " (select * from unnest(?::text[], ?::text[]))",
              values)) {
        now.put(task.id(), task);
      }
    }
    List<Optional<Task>> found = new ArrayList<>();
    for (Task task : seen) {
      boolean first = left.remove(Seen.of(task));
      found.add(first ? Optional.ofNullable(now.get(task.id())) : Optional.empty());
    }
    return found;
  }

  private static Row row(Transition.Of one) {
    if (!(one.seen().state() instanceof TaskState.Working(Attempt attempt))) {
      throw new IllegalArgumentException("no attempt in hand: " + one.seen().id());
    }
    return switch (one.to()) {
      case Transition.Accepted(var ticket, OptionalLong cost, Optional<Instant> sentAt) ->
          new Row(
              one.seen(), attempt, "working", "running", ticket.value(), null, cost, sentAt, false);
      case Transition.Unclear(Optional<Instant> sentAt) ->
          new Row(
              one.seen(),
              attempt,
              "working",
              "unknown",
              null,
              null,
              OptionalLong.empty(),
              sentAt,
              false);
      case Transition.Made(var result, OptionalLong cost) ->
          new Row(
              one.seen(),
              attempt,
              attempt.hasNext() ? "working" : "finishing",
              "made",
              null,
              result.value(),
              cost,
              Optional.empty(),
              true);
      case Transition.Resend _, Transition.Requeue _, Transition.Anew _, Transition.NextSegment _ ->
          throw new IllegalArgumentException("one by one: " + one.to());
    };
  }
}
