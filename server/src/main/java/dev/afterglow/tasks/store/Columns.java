package dev.afterglow.tasks.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows as arrays, column by column, in the way a set-based statement takes them by {@code unnest}.
 */
final class Columns<R> {
  private final Connection tx;
  private final List<R> rows;
  private final List<Object> values = new ArrayList<>();

  Columns(Connection tx, List<R> rows) {
    this.tx = tx;
    this.rows = rows;
  }

  /** The place of each row, from 0. */
  Columns<R> places() throws SQLException {
    Integer[] places = new Integer[rows.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    values.add(tx.createArrayOf("int4", places));
    return this;
  }

  Columns<R> text(Function<R, @Nullable String> column) throws SQLException {
    return add("text", column);
  }

  Columns<R> number(Function<R, @Nullable Integer> column) throws SQLException {
    return add("int4", column);
  }

  Columns<R> large(Function<R, @Nullable Long> column) throws SQLException {
    return add("int8", column);
  }

  /** A value that is the same for all. */
  Columns<R> all(Object value) {
    values.add(value);
    return this;
  }

  private Columns<R> add(String type, Function<R, ? extends @Nullable Object> column)
      throws SQLException {
    @Nullable Object[] cells = new Object[rows.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = column.apply(rows.get(i));
    }
    values.add(tx.createArrayOf(type, cells));
    return this;
  }

  Object[] values() {
    return values.toArray();
  }
}
