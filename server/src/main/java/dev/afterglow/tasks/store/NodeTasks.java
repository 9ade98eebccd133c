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
 * the node of its latest attempt for as long as that node's lease runs. Who takes it over changes
 * its revision in the same statement, and every write of an attempt or an end names the revision
 * that was seen: what a node writes that was taken for dead changes nothing.
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

  private static final String TAKE_OVER =
      """
      with orphaned as (
        select task.owner_id, task.id, task.attempt from task
        join attempt on attempt.owner_id = task.owner_id and attempt.task_id = task.id
          and attempt.seq = task.attempt
        where task.ended_ms is null and task.state in ('working', 'finishing')
          and attempt.node <> ?
          and not exists (select 1 from node
                          where node.id = attempt.node and node.lease_ms > node_clock())
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

  /** Everything that this node has in hand. */
  List<Task> underWay(Connection tx) throws SQLException {
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

  /** Takes over tasks of nodes whose leases have run out, a bounded number. */
  List<Task> takeOver(Connection tx, int most) throws SQLException {
    List<Name> names =
        Statements.all(
            tx, row -> new Name(row.getString(1), row.getString(2)), TAKE_OVER, node, most, node);
    List<Task> taken = new ArrayList<>();
    for (Name name : names) {
      Optional<Task> task = TaskReads.find(tx, name.ownerId(), name.id());
      task.ifPresent(taken::add);
    }
    return taken;
  }
}
