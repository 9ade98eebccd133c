package dev.afterglow.sql;

import java.nio.file.Path;

/** Another process holds the data directory; two would spend the same money twice. */
public final class DataDirectoryInUse extends RuntimeException {
  private final transient Path directory;

  DataDirectoryInUse(Path directory) {
    super("another server is running on the data directory " + directory);
    this.directory = directory;
  }

  /** The directory that is taken. */
  public Path directory() {
    return directory;
  }
}
