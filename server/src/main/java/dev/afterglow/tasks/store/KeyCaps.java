package dev.afterglow.tasks.store;

import java.sql.Connection;
import java.sql.SQLException;

/** How many tasks of one key may be under way at once; the others wait for their turn. */
@FunctionalInterface
public interface KeyCaps {
  /** No key is bounded. */
  KeyCaps NONE = (_, _) -> Integer.MAX_VALUE;

  /**
   * The cap of a key, at least 1; asked whenever a task of that key could start.
   *
   * @param tx to be read from: the claim's own transaction must not wait for another
   */
  int of(Connection tx, String keyId) throws SQLException;
}
