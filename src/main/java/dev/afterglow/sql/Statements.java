package dev.afterglow.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** SQL with its values, run in one call. The connection keeps prepared statements for the next. */
public final class Statements {
  private Statements() {}

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Reads the current row, without moving on. */
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement that changes rows, and counts them. */
  public static int change(Connection tx, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = bind(tx, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** The first row, if there is one. */
  public static <T> Optional<T> first(
      Connection tx, Row<T> row, String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = bind(tx, sql, values);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    }
  }

  /** Every row, in order. */
  public static <T> List<T> all(Connection tx, Row<T> row, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = bind(tx, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(row.read(rows));
      }
      return read;
    }
  }

  /** A number that may be absent. */
  public static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The value to bind for a number that may be absent. */
  public static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static PreparedStatement bind(Connection tx, String sql, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement = tx.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
