package dev.afterglow.sql;

import java.nio.file.Path;

/** A server is running on the data directory. Two would spend the same money twice. */
public final class DataDirectoryInUse extends RuntimeException {
  private final transient Path directory;

  DataDirectoryInUse(Path directory, String holder) {
    super("data directory: " + directory + " (expected: not in use; held by " + holder + ")");
    this.directory = directory;
  }

  /** The directory that is taken. */
  public Path directory() {
    return directory;
  }
}
