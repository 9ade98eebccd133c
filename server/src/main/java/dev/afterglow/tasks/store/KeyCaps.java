package dev.afterglow.tasks.store;

import java.sql.Connection;
import java.sql.SQLException;

/** How many tasks of one key may be under way at once; the others wait for their turn. */
@FunctionalInterface
public interface KeyCaps {
  /** The cap of a key that may have any number under way: they need not be counted. */
  int UNBOUNDED = Integer.MAX_VALUE;

  /** No key is bounded. */
  KeyCaps NONE = (_, _) -> UNBOUNDED;

  /**
   * The cap of a key, at least 1; asked once in a claim, if a task of that key could start.
   *
   * @param tx to be read from: the claim's own transaction must not wait for another
   */
  int of(Connection tx, String keyId) throws SQLException;
}
