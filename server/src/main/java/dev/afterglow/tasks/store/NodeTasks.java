package dev.afterglow.tasks.store;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks are in the hands of which node, on a database that several share. A task belongs to
 * the node of its latest attempt until that node is taken for dead. Who takes it over changes its
 * revision in the same statement, and every write of an attempt or an end names the revision that
 * was seen: what a node writes that was taken for dead changes nothing.
 */
final class NodeTasks {
  private static final String IN_HAND =
      " where task.ended_ms is null and task.state in ('working', 'finishing')"
          + " and attempt.node = ?";

  private static final String HOLDER =
      "select attempt.node from task join attempt on attempt.owner_id = task.owner_id"
          + " and attempt.task_id = task.id and attempt.seq = task.attempt"
          + " where task.owner_id = ? and task.id = ? and task.ended_ms is null"
          + " and task.state in ('working', 'finishing')";

  private static final String TURN = "select pg_advisory_xact_lock(hashtextextended(?, 16))";

  private static final String TAKE_OVER =
      """
      with silent as materialized (
        select * from unnest(?::text[], ?::bigint[]) as t(id, lease_ms)),
      living as materialized (
        select node.id from node
        where not exists (select 1 from silent
                          where silent.id = node.id and silent.lease_ms = node.lease_ms)),
      orphaned as (
        select task.owner_id, task.id, task.attempt from task
        join attempt on attempt.owner_id = task.owner_id and attempt.task_id = task.id
          and attempt.seq = task.attempt
        where task.ended_ms is null and task.state in ('working', 'finishing')
          and attempt.node <> ?
          and not exists (select 1 from living where living.id = attempt.node)
        limit ? for update of task, attempt skip locked),
      moved as (
        update task set revision = task.revision + 1 from orphaned
        where task.owner_id = orphaned.owner_id and task.id = orphaned.id
        returning task.owner_id, task.id, task.attempt, task.revision)
      update attempt set node = ?, fence = moved.revision,
        state = case when attempt.state = 'sending' then 'unknown' else attempt.state end
      from moved
      where attempt.owner_id = moved.owner_id and attempt.task_id = moved.id
        and attempt.seq = moved.attempt
      returning attempt.owner_id, attempt.task_id
      """;

  private final String node;

  NodeTasks(String node) {
    this.node = node;
  }

  /** A task by both parts of its name. */
  private record Name(String ownerId, String id) {}

  /**
   * Puts tasks into this node's hands one transaction after the other: whoever has lost the
   * connection in the middle of one waits here until the database is done with it.
   */
  void takeTurn(Connection tx) throws SQLException {
    Statements.first(tx, _ -> true, TURN, node);
  }

  /** Everything that this node has in hand, whatever was still on its way there. */
  List<Task> underWay(Connection tx) throws SQLException {
    takeTurn(tx);
    return Statements.all(tx, TaskRows::read, TaskRows.SELECT + IN_HAND, node);
  }

  /** What this node has in hand and owners want stopped. */
  List<Task> toStop(Connection tx) throws SQLException {
    return Statements.all(
        tx, TaskRows::read, TaskRows.SELECT + IN_HAND + " and task.cancel_requested = 1", node);
  }

  /** Whether another node has a task in hand. */
  boolean isElsewhere(Connection tx, Task task) throws SQLException {
    return Statements.first(tx, row -> row.getString(1), HOLDER, task.ownerId(), task.id())
        .filter(holder -> !holder.equals(node))
        .isPresent();
  }

  /** Takes over tasks of nodes that are silent as they were seen, a bounded number. */
  List<Task> takeOver(Connection tx, List<LastBeat> silent, int most) throws SQLException {
    takeTurn(tx);
    Object[] values =
        new Columns<>(tx, silent)
            .text(LastBeat::nodeId)
            .large(LastBeat::leaseMillis)
            .all(node)
            .all(most)
            .all(node)
            .values();
    List<Name> names =
        Statements.all(tx, row -> new Name(row.getString(1), row.getString(2)), TAKE_OVER, values);
    List<Task> taken = new ArrayList<>();
    for (Name name : names) {
      Optional<Task> task = TaskReads.find(tx, name.ownerId(), name.id());
      task.ifPresent(taken::add);
    }
    return taken;
  }
}
