package dev.afterglow.cli;

import dev.afterglow.admin.Operator;
import java.io.IOException;
import java.nio.file.Path;

/** Where a command finds whoever carries out its order. */
@FunctionalInterface
public interface Desk {
  /**
   * The server that holds the data directory, or this process where none runs.
   *
   * @throws IOException if the directory can be neither reached nor opened
   */
  Clerk open(Path dataDirectory) throws IOException;

  /** An operator for the time of one command. */
  interface Clerk extends Operator, AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
