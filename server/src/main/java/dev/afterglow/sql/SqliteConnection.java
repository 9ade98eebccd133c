package dev.afterglow.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A connection to SQLite that keeps its prepared statements: preparing costs more than running a
 * short statement, and the driver has no cache of its own. Transactions are begun and ended by
 * statements. For one thread at a time.
 */
final class SqliteConnection extends JDBC4Connection {
  private static final int KEPT_MAX = 256;

  /** Statements not in use, the longest unused first. */
  private final Map<String, Kept> idle = new LinkedHashMap<>();

  SqliteConnection(String file, Properties settings) throws SQLException {
    super("jdbc:sqlite:" + file, file, settings);
    // In auto-commit mode the driver would try to begin a transaction after each statement.
    getConnectionConfig().setAutoCommit(false);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    Kept kept = idle.remove(sql);
    return kept != null ? kept.again() : new Kept(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkCursor(type, concurrency, holdability);
    return prepareStatement(sql);
  }

  private void keep(Kept statement) throws SQLException {
    Kept twin = idle.put(statement.text, statement);
    if (twin != null) {
      twin.end();
    }
    if (idle.size() > KEPT_MAX) {
      Iterator<Kept> oldest = idle.values().iterator();
      Kept ended = oldest.next();
      oldest.remove();
      ended.end();
    }
  }

  /** A statement whose closing only hands it back. */
  private final class Kept extends JDBC4PreparedStatement {
    private final String text;
    private String @Nullable [] columns;
    private boolean free;

    private Kept(String sql) throws SQLException {
      super(SqliteConnection.this, sql);
      this.text = sql;
    }

    private Kept again() {
      free = false;
      return this;
    }

    /** The driver asks SQLite for the names of the columns each time; they stay as prepared. */
    @Override
    public ResultSet getResultSet() throws SQLException {
      rs.colsMeta = columns;
      ResultSet rows = super.getResultSet();
      columns = rs.colsMeta;
      return rows;
    }

    private void end() throws SQLException {
      super.close();
    }

    @Override
    public void close() throws SQLException {
      if (free) {
        return;
      }
      free = true;
      if (pointer.isClosed()) { // the driver ends a statement that failed
        end();
        return;
      }
      ((ResultSet) rs).close();
      clearParameters();
      keep(this);
    }
  }
}
