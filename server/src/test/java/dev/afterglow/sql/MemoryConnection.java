package dev.afterglow.sql;

import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteConnection;

/** Opens databases in memory, on connections that keep their statements as a server's do. */
public final class MemoryConnection {
  private MemoryConnection() {}

  /** A copy of the database in these bytes, which are those of its file. */
  public static SQLiteConnection copyOf(byte[] file) throws SQLException {
    SqliteConnection connection = new SqliteConnection(":memory:", new Properties());
    connection.deserialize("main", file);
    return connection;
  }
}
