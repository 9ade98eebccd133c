package dev.afterglow.admin.doctor;

import dev.afterglow.files.DataDirectory;
import dev.afterglow.films.Inventory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is kept in the folders of a data directory. */
record DiskFiles(DataDirectory directory) implements StoredFiles {
  @Override
  public Inventory films() throws IOException {
    return Inventory.of(directory.videos()).below("videos/");
  }

  @Override
  public Map<String, Long> batchFiles() throws IOException {
    Map<String, Long> found = new HashMap<>();
    if (!Files.isDirectory(directory.files(), LinkOption.NOFOLLOW_LINKS)) {
      return found; // there are none yet
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.files())) {
      for (Path file : files) {
        try {
          if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            found.put(String.valueOf(file.getFileName()), Files.size(file));
          }
        } catch (NoSuchFileException _) {
          // deleted meanwhile
        }
      }
    }
    return found;
  }

  @Override
  public List<Finding> strays() throws IOException {
    return new StrayFiles(directory).findings();
  }

  @Override
  public void deleteFilm(String taskId) throws IOException {
    Inventory.delete(directory.videos(), taskId);
  }

  @Override
  public void deleteDraft(String path) throws IOException {
    Path above = path.startsWith("videos/") ? directory.shared() : directory.root();
    Files.deleteIfExists(above.resolve(path));
  }

  @Override
  public void abandon(String upload) {}
}
