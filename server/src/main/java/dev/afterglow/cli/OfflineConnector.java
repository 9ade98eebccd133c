package dev.afterglow.cli;

import dev.afterglow.config.Settings;
import java.io.IOException;

/** Opens the data directory of these settings, which no server holds, for commands. */
@FunctionalInterface
public interface OfflineConnector {
  /**
   * Executes commands in this process until the session is closed.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds the directory
   */
  AdminSession open(Settings settings) throws IOException;
}
