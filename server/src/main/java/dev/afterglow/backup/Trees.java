package dev.afterglow.backup;

import dev.afterglow.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders. */
final class Trees {
  private Trees() {}

  /** Deletes a folder with all that is in it, or a file; nothing if it is not there. */
  static void delete(Path top) throws IOException {
    for (Path path : innermostFirst(top)) {
      Files.deleteIfExists(path);
    }
  }

  /** Puts the names of all files on disk; their bytes are there already. */
  static void sync(Path top) throws IOException {
    for (Path path : innermostFirst(top)) {
      if (Files.isDirectory(path)) {
        DurableFiles.syncFolder(path);
      }
    }
  }

  private static List<Path> innermostFirst(Path top) throws IOException {
    try (Stream<Path> tree = Files.walk(top)) {
      return tree.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }
}
