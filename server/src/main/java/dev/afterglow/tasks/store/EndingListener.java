package dev.afterglow.tasks.store;

import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Writes down what has to be told of a task's end, in the very transaction that ends it: there is
 * no end without its message, and no message without its end.
 */
@FunctionalInterface
public interface EndingListener {
  /** Nobody is told. */
  EndingListener NONE = (_, _, _) -> {};

  /**
   * A task ends if this transaction is kept. As everything inside a transaction it may be called
   * more than once for one end, and changes nothing but the database.
   *
   * @param task as it is from now on
   * @param callback where the task's owner wants to be told of this one end
   */
  void ended(Connection tx, Task task, Optional<Callback> callback) throws SQLException;
}
