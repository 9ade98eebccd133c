package dev.afterglow.tasks.store;

import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;

/** How many tasks wait, per owner, counted along with every change so that nobody has to count. */
final class QueueDepth {
  void join(Connection tx, String ownerId) throws SQLException {
    Statements.change(
        tx,
        "insert into waiting (owner_id, tasks) values (?, 1)"
            + " on conflict (owner_id) do update set tasks = waiting.tasks + 1",
        ownerId);
  }

  /** An owner with nothing waiting has no row, so that sums stay short. */
  void leave(Connection tx, String ownerId) throws SQLException {
    int ended =
        Statements.change(tx, "delete from waiting where owner_id = ? and tasks = 1", ownerId);
    if (ended == 0) {
      Statements.change(tx, "update waiting set tasks = tasks - 1 where owner_id = ?", ownerId);
    }
  }

  /** As {@link #leave(Connection, String)}, for many at once. */
  void leave(Connection tx, String ownerId, int tasks) throws SQLException {
    int ended =
        Statements.change(
            tx, "delete from waiting where owner_id = ? and tasks = ?", ownerId, (long) tasks);
    if (ended == 0) {
      Statements.change(
          tx, "update waiting set tasks = tasks - ? where owner_id = ?", (long) tasks, ownerId);
    }
  }

  long of(Connection tx, String ownerId) throws SQLException {
    return Statements.first(
            tx, row -> row.getLong(1), "select tasks from waiting where owner_id = ?", ownerId)
        .orElse(0L);
  }

  long inAll(Connection tx) throws SQLException {
    return Statements.first(
            tx, row -> row.getLong(1), "select coalesce(sum(tasks), 0) from waiting")
        .orElseThrow();
  }

  /**
   * How many tasks of other owners come before one that has {@code own} tasks of its own owner
   * ahead, at most: owners take turns, so each gets one turn more than those at the very most.
   */
  long othersAhead(Connection tx, String ownerId, long own) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getLong(1),
            "select coalesce(sum(case when tasks > ? then ? else tasks end), 0)"
                + " from waiting where owner_id <> ?",
            own + 1,
            own + 1,
            ownerId)
        .orElseThrow();
  }
}
