package dev.afterglow.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** SQL run with its values in one call. Values are bound, never written into the text. */
public final class Statements {
  private Statements() {}

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Reads the current row and does not move on. */
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement that changes rows, and counts them. */
  public static int change(Connection tx, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /**
   * Runs a statement that has to change exactly one row; otherwise the books are not as assumed.
   */
  public static void changeOne(Connection tx, String sql, @Nullable Object... values)
      throws SQLException {
    int rows = change(tx, sql, values);
    if (rows != 1) {
      throw new IllegalStateException("rows changed: " + rows + " (expected: 1) by " + sql);
    }
  }

  /** The first row, if there is one. */
  public static <T> Optional<T> first(
      Connection tx, Row<T> row, String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
      }
    }
  }

  /** Every row, in order. */
  public static <T> List<T> all(Connection tx, Row<T> row, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> read = new ArrayList<>();
        while (rows.next()) {
          read.add(row.read(rows));
        }
        return read;
      }
    }
  }

  /** A number that may be absent. */
  public static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** A moment that may be absent, kept as epoch milliseconds. */
  public static Optional<Instant> optionalInstant(ResultSet row, String column)
      throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** The value to bind for a number that may be absent. */
  public static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
