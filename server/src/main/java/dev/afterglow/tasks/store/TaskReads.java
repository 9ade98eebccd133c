package dev.afterglow.tasks.store;

import dev.afterglow.routing.Cell;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Beginning;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads single tasks and all that are under way. Works inside its caller's transaction. */
final class TaskReads {
  private static final String QUEUED = " from task where ended_ms is null and state = 'queued'";

  /** A condition that keeps out what its owner has deleted. */
  static final String NOT_DELETED =
      " and not exists (select 1 from deleted_task"
          + " where deleted_task.owner_id = task.owner_id and deleted_task.task_id = task.id)";

  private final QueueDepth depth = new QueueDepth();

  private static final String ONE =
      TaskRows.SELECT_ONE + " where task.owner_id = ? and task.id = ?";

  private static final String ONE_SHOWN = ONE + NOT_DELETED;

  static Optional<Task> find(Connection tx, String ownerId, String taskId) throws SQLException {
    return Statements.first(tx, row -> TaskRows.readOne(tx, row), ONE, ownerId, taskId);
  }

  static Optional<Task> shown(Connection tx, String ownerId, String taskId) throws SQLException {
    return Statements.first(tx, row -> TaskRows.readOne(tx, row), ONE_SHOWN, ownerId, taskId);
  }

  /** Whether a task's owner wants it stopped, or it is not there. */
  static boolean unwanted(Connection tx, String ownerId, String taskId) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getInt(1) != 0,
            "select cancel_requested from task where owner_id = ? and id = ?",
            ownerId,
            taskId)
        .orElse(true);
  }

  static Optional<TaskParticulars> particulars(Connection tx, String ownerId, String taskId)
      throws SQLException {
    return Statements.first(
        tx,
        row ->
            new TaskParticulars(
                row.getString(1),
                Optional.ofNullable(row.getString(2)),
                beginning(row.getString(3), row.getInt(4))),
        "select task.prompt, task_origin.source_id, task_beginning.source_id,"
            + " task_beginning.seconds from task left join task_origin"
            + " on task_origin.owner_id = task.owner_id and task_origin.task_id = task.id"
            + " left join task_beginning on task_beginning.owner_id = task.owner_id"
            + " and task_beginning.task_id = task.id"
            + " where task.owner_id = ? and task.id = ?",
        ownerId,
        taskId);
  }

  private static Optional<Beginning> beginning(@Nullable String sourceId, int seconds) {
    return Optional.ofNullable(sourceId).map(id -> new Beginning(id, seconds));
  }

  /** How much of a task's film is another's, in seconds. */
  static int secondsBefore(Connection tx, String ownerId, String taskId) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getInt(1),
            "select seconds from task_beginning where owner_id = ? and task_id = ?",
            ownerId,
            taskId)
        .orElse(0);
  }

  /** Where the task's owner wants to be told of its end. */
  static Optional<Callback> callback(Connection tx, String ownerId, String taskId)
      throws SQLException {
    return Statements.first(
        tx,
        row -> new Callback(row.getString(1), row.getString(2), row.getString(3)),
        "select url, language, base_url from task_callback where owner_id = ? and task_id = ?",
        ownerId,
        taskId);
  }

  static Optional<String> prompt(Connection tx, String ownerId, String taskId) throws SQLException {
    return Statements.first(
        tx,
        row -> row.getString(1),
        "select prompt from task where owner_id = ? and id = ?",
        ownerId,
        taskId);
  }

  static List<Attempt> attempts(Connection tx, String ownerId, String taskId) throws SQLException {
    return Statements.all(
        tx,
        row -> AttemptRows.readIfThere(row, 0).orElseThrow(),
        "select "
            + AttemptRows.columns()
            + " from attempt where owner_id = ? and task_id = ? order by seq",
        ownerId,
        taskId);
  }

  /** Engines that have failed a task by their own word. */
  static List<String> failedBy(Connection tx, String ownerId, String taskId) throws SQLException {
    return Statements.all(
        tx,
        row -> row.getString(1),
        "select engine from attempt where owner_id = ? and task_id = ? and state = 'failed'",
        ownerId,
        taskId);
  }

  static List<Task> underWay(Connection tx) throws SQLException {
    return Statements.all(
        tx,
        TaskRows::read,
        TaskRows.SELECT
            + " where task.ended_ms is null and task.state in ('working', 'finishing')");
  }

  long waiting(Connection tx) throws SQLException {
    return depth.inAll(tx);
  }

  /** One step down the index for each. */
  static List<Cell> waitingCells(Connection tx) throws SQLException {
    List<Cell> cells = new ArrayList<>();
    Optional<String> cell = cellAfter(tx, "");
    while (cell.isPresent()) {
      cells.add(Cell.parse(cell.get()));
      cell = cellAfter(tx, cell.get());
    }
    return cells;
  }

  private static Optional<String> cellAfter(Connection tx, String cell) throws SQLException {
    return Statements.first(
        tx,
        row -> row.getString(1),
        "select cell" + QUEUED + " and cell > ? order by cell limit 1",
        cell);
  }

  /** The owners of unfinished tasks with a picture, by the task's id. */
  static Map<String, String> withPictures(Connection tx) throws SQLException {
    return Statements.all(
            tx,
            row -> Map.entry(row.getString(1), row.getString(2)),
            "select id, owner_id from task where ended_ms is null and picture_format is not null")
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  OptionalInt ahead(Connection tx, Task task) throws SQLException {
    if (!(task.state() instanceof TaskState.Queued)) {
      return OptionalInt.empty();
    }
    long own = 0;
    for (Cell cell : waitingCells(tx)) {
      own +=
          Statements.first(
                  tx,
                  row -> row.getLong(1),
                  "select count(*)" + QUEUED + " and cell = ? and owner_id = ? and id < ?",
                  cell.text(),
                  task.ownerId(),
                  task.id())
              .orElseThrow();
    }
    return OptionalInt.of(Math.toIntExact(own + depth.othersAhead(tx, task.ownerId(), own)));
  }
}
