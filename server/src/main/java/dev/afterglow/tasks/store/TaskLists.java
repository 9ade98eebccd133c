package dev.afterglow.tasks.store;

import static java.util.stream.Collectors.joining;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages of an owner's tasks. The primary key gives owner and time order at once; what it cannot
 * give, state and model, is sought in at most {@value #REACH} tasks per page, so that a rare state
 * in a long history costs many short pages and never one long one.
 */
public final class TaskLists {
  private static final int REACH = 5000;

  private final Database database;

  public TaskLists(Database database) {
    this.database = database;
  }

  /** One page of the owner's tasks, as an operator sees them: also those that were deleted. */
  public TaskPage page(String ownerId, TaskQuery query) {
    return database.read(tx -> page(tx, ownerId, query, ""));
  }

  /** One page of the owner's tasks, as the owner sees them: without those that were deleted. */
  public TaskPage shown(String ownerId, TaskQuery query) {
    return database.read(tx -> page(tx, ownerId, query, TaskReads.NOT_DELETED));
  }

  private static TaskPage page(Connection tx, String ownerId, TaskQuery query, String condition)
      throws SQLException {
    String direction = query.newestFirst() ? "desc" : "asc";
    Range range = Range.of(query);
    Optional<String> horizon =
        selective(query) ? horizon(tx, ownerId, range, direction) : Optional.empty();
    Range within = horizon.isPresent() ? range.upTo(horizon.get(), query.newestFirst()) : range;

    List<Object> values = new ArrayList<>(List.of(ownerId, within.from, within.until));
    StringBuilder sql = new StringBuilder(TaskRows.SELECT);
    sql.append(" where task.owner_id = ? and task.id >= ? and task.id < ?").append(condition);
    if (!query.stages().isEmpty()) {
      sql.append(" and (").append(conditions(query)).append(')');
    }
    query
        .model()
        .ifPresent(model -> {
          sql.append(" and task.model = ?");
          values.add(model.id());
        });
    sql.append(" order by task.id ").append(direction).append(" limit ?");
    values.add(query.limit() + 1);

    List<Task> found = Statements.all(tx, TaskRows::read, sql.toString(), values.toArray());
    if (found.size() > query.limit()) {
      List<Task> shown = found.subList(0, query.limit());
      return new TaskPage(shown, Optional.of(shown.getLast().id()));
    }
    return new TaskPage(found, horizon);
  }

  /** The id at which a search of this page stops, if the owner has more tasks than its reach. */
  private static Optional<String> horizon(
      Connection tx, String ownerId, Range range, String direction) throws SQLException {
    return Statements.first(
        tx,
        row -> row.getString(1),
        "select id from task where owner_id = ? and id >= ? and id < ? order by id "
            + direction
            + " limit 1 offset ?",
        ownerId,
        range.from,
        range.until,
        REACH - 1);
  }

  private static boolean selective(TaskQuery query) {
    return !query.stages().isEmpty() || query.model().isPresent();
  }

  /** Words of our own, not of the client. */
  private static String conditions(TaskQuery query) {
    return query.stages().stream().map(TaskRows::condition).sorted().collect(joining(" or "));
  }

  /** Ids from one, included, until another, excluded. */
  private record Range(String from, String until) {
    static Range of(TaskQuery query) {
      String from = query.from().map(TaskIds::lowest).orElse("");
      String until = query.until().map(TaskIds::lowest).orElse(TaskIds.BEYOND);
      Range asked = new Range(from, until);
      return query.after().isPresent()
          ? asked.past(query.after().get(), query.newestFirst())
          : asked;
    }

    private Range past(String id, boolean newestFirst) {
      return newestFirst
          ? new Range(from, least(until, id))
          : new Range(most(from, next(id)), until);
    }

    private Range upTo(String id, boolean newestFirst) {
      return newestFirst
          ? new Range(most(from, id), until)
          : new Range(from, least(until, next(id)));
    }

    private static String least(String a, String b) {
      return a.compareTo(b) <= 0 ? a : b;
    }

    private static String most(String a, String b) {
      return a.compareTo(b) >= 0 ? a : b;
    }

    /** The text that follows an id and precedes every later id. */
    private static String next(String id) {
      return id + "!";
    }
  }
}
