package dev.afterglow.cli;

import dev.afterglow.admin.Operator;
import dev.afterglow.cli.terminal.StartRefused;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command finds whoever carries out its order. */
@FunctionalInterface
public interface Desk {
  /**
   * The server that holds the data directory, or this process where none runs.
   *
   * @param config the configuration file, if not the usual one
   * @param data the data directory, if not the configured one
   * @param language {@code zh} or {@code en}, of what is said against it
   * @param books whether an order can be carried out in a directory that has none yet
   * @throws StartRefused if the settings are wrong, or the directory can be neither reached nor
   *     opened
   */
  Clerk open(Optional<Path> config, Optional<Path> data, String language, Books books)
      throws StartRefused;

  /** What an order asks of the data directory. */
  enum Books {
    /** They have to be there: a mistyped directory must not look like one without entries. */
    THERE,
    /** They may be begun by this order, before the first start of a server. */
    BEGUN
  }

  /** An operator for the time of one command. */
  interface Clerk extends Operator, AutoCloseable {
    @Override
    void close();
  }
}
