package dev.afterglow.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Opens a data directory that no server holds, for commands of the operator. */
@FunctionalInterface
public interface OfflineConnector {
  /**
   * Executes commands in this process until the session is closed.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds the directory
   */
  AdminSession open(Path directory) throws IOException;
}
