package dev.afterglow.cli;

import dev.afterglow.config.Settings;
import java.io.IOException;

/** Starts a server in this process. The commands know no more of it. */
@FunctionalInterface
public interface ServerStarter {
  /**
   * A server that listens and works.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds the data directory
   * @throws IOException if a file of the data directory cannot be used
   * @throws java.io.UncheckedIOException if the address cannot be listened on
   */
  LocalServer start(Settings settings) throws IOException;
}
