package dev.afterglow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a server keeps everything it must not lose: the database, the films, the pictures of
 * unfinished tasks, uploads, and the secrets that sign links.
 */
record DataDirectory(Path root) {
  /**
   * Makes the directory and what belongs in it if need be, open to the account the server runs as
   * and to nobody else. A directory that somebody made before keeps its permissions, as containers
   * and service managers make them; what is new in it is closed all the same.
   */
  static DataDirectory open(Path root) throws IOException {
    if (root.toAbsolutePath().getParent() != null) {
      Files.createDirectories(root.toAbsolutePath().getParent());
    }
    makeFolder(root);
    DataDirectory directory = new DataDirectory(root.toRealPath());
    makeFolder(directory.videos());
    makeFolder(directory.pictures());
    makeFolder(directory.uploads());
    makeFolder(directory.preview());
    if (!Files.exists(directory.database())) {
      // To SQLite an empty file is an empty database, and the log beside it gets its permissions.
      Files.createFile(directory.database(), only(root, "rw-------"));
    }
    return directory;
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, only(folder, "rwx------"));
    }
  }

  private static FileAttribute<?>[] only(Path where, String permissions) {
    return where.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Whether a server or an order has begun its books there. */
  static boolean hasDatabase(Path root) {
    return Files.exists(new DataDirectory(root).database());
  }

  Path database() {
    return root.resolve("afterglow.db");
  }

  Path videos() {
    return root.resolve("videos");
  }

  Path pictures() {
    return root.resolve("pictures");
  }

  Path uploads() {
    return root.resolve("uploads");
  }

  Path preview() {
    return root.resolve("preview");
  }

  Path linkKeys() {
    return root.resolve("link.keys");
  }
}
