package dev.afterglow.tasks.simulation;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.MemoryConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * SQLite in memory on the caller's thread: the same SQL and the same transactions as in a server,
 * and nothing that depends on threads or disks, so that a history can be run again.
 */
final class MemoryDatabase implements Database {
  private final Connection connection;

  private MemoryDatabase(Connection connection) {
    this.connection = connection;
  }

  /** An empty database with every migration, to be copied. */
  static byte[] template(Path folder) throws IOException {
    Path file = folder.resolve("template.db");
    Database.sqlite(file).close();
    byte[] bytes = Files.readAllBytes(file);
    // The two version bytes of the file format: 1 says that there is no write-ahead log, which
    // memory does not have. https://www.sqlite.org/fileformat.html#file_format_version_numbers
    bytes[18] = 1;
    bytes[19] = 1;
    return bytes;
  }

  static MemoryDatabase copyOf(byte[] template) {
    try {
      Connection connection = MemoryConnection.copyOf(template);
      execute(connection, "pragma foreign_keys = on");
      return new MemoryDatabase(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    try {
      execute(connection, "begin immediate");
      try {
        T result = work.run(connection);
        execute(connection, "commit");
        return result;
      } catch (Throwable failure) {
        execute(connection, "rollback");
        throw failure;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    try {
      return work.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }
}
