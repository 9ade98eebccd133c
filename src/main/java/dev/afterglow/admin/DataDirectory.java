package dev.afterglow.admin;

import java.nio.file.Path;

/** Where a server keeps everything, and what lies where in it. */
public record DataDirectory(Path path) {
  /** The database. */
  public Path database() {
    return path.resolve("afterglow.db");
  }

  /** The folder of the video store. */
  public Path videos() {
    return path.resolve("videos");
  }
}
