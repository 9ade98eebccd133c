package dev.afterglow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a server keeps everything it must not lose: the database, the films, the pictures of
 * unfinished tasks, uploads, and the secrets that sign links.
 */
record DataDirectory(Path root) {
  /** Makes the directory if need be, open to the account the server runs as and to nobody else. */
  static DataDirectory open(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
      if (root.toAbsolutePath().getParent() != null) {
        Files.createDirectories(root.toAbsolutePath().getParent());
      }
      if (posix) {
        Files.createDirectory(
            root,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(root);
      }
    }
    return new DataDirectory(root.toRealPath());
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
