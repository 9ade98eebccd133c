package dev.afterglow.backup;

import dev.afterglow.backup.BackupRefused.Why;
import dev.afterglow.backup.Progress.Stage;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.files.DurableFiles;
import dev.afterglow.sql.DirectoryLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Makes a data directory of a backup. Every file is held against its checksum on the way, the
 * database comes last, and a mark lies in the directory until all is on disk: no server starts on
 * half a restore, and the same command begins it anew.
 */
public final class Restore {
  /** What may lie in an empty directory: a lock, and what file systems make by themselves. */
  private static final Set<String> NOTHING = Set.of(DirectoryLock.FILE, "lost+found");

  private Restore() {}

  /**
   * What was restored.
   *
   * @param madeAt the moment that the data directory is back at
   */
  public record Summary(String release, Instant madeAt, long files, long bytes) {}

  /**
   * Restores a backup.
   *
   * @param place a folder or file that a backup wrote
   * @param directory the data directory: empty, or not there yet
   * @throws dev.afterglow.sql.DataDirectoryInUse if a process holds the directory
   * @throws BackupRefused if it cannot be; the directory is as empty as before
   */
  public static Summary into(Path place, Path directory, Progress progress)
      throws IOException, BackupRefused {
    try (Source source = Source.of(place)) {
      Manifest manifest = Manifest.read(source);
      requireEmpty(directory);
      makeFolder(directory);
      try (DirectoryLock _ = DirectoryLock.take(directory)) {
        requireEmpty(directory);
        clear(directory);
        requireRoom(directory, manifest.bytes());
        Path mark = DataDirectory.restoring(directory);
        DurableFiles.createFile(mark);
        DurableFiles.syncFolder(directory);
        copy(source, manifest, directory, progress);
        Files.delete(mark);
        DurableFiles.syncFolder(directory);
      }
      return new Summary(
          manifest.release(), manifest.madeAt(), manifest.sums().size(), manifest.bytes());
    } catch (ZipException _) {
      throw new BackupRefused(Why.DAMAGED, place.toString());
    }
  }

  private static void makeFolder(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    if (absolute.getParent() != null) {
      Files.createDirectories(absolute.getParent());
    }
    if (!Files.isDirectory(directory)) {
      DurableFiles.createFolder(directory);
    }
  }

  /** What an unfinished restore has left counts as nothing. */
  private static void requireEmpty(Path directory) throws IOException, BackupRefused {
    if (!Files.exists(DataDirectory.restoring(directory)) && !things(directory).isEmpty()) {
      throw new BackupRefused(Why.NOT_EMPTY, directory.toString());
    }
  }

  private static void clear(Path directory) throws IOException {
    Path mark = DataDirectory.restoring(directory);
    for (Path thing : things(directory)) {
      if (!thing.equals(mark)) {
        Trees.delete(thing);
      }
    }
    Files.deleteIfExists(mark); // last, or half of a restore would look like something
  }

  private static List<Path> things(Path directory) throws IOException {
    List<Path> things = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!NOTHING.contains(String.valueOf(entry.getFileName()))) {
          things.add(entry);
        }
      }
    } catch (NoSuchFileException _) {
      return List.of();
    }
    return things;
  }

  private static void requireRoom(Path directory, long bytes) throws IOException, BackupRefused {
    if (Files.getFileStore(directory).getUsableSpace() < bytes) {
      throw new BackupRefused(Why.NO_SPACE, Long.toString(bytes));
    }
  }

  private static void copy(Source source, Manifest manifest, Path directory, Progress progress)
      throws IOException, BackupRefused {
    Telling telling = new Telling(progress, Math.max(manifest.bytes(), 1));
    boolean whole = false;
    try {
      for (Map.Entry<String, String> file : manifest.sums().entrySet()) {
        if (!file.getKey().equals(DataFiles.DATABASE)) {
          copy(source, file, directory.resolve(file.getKey()), telling);
        }
      }
      String sum = manifest.sums().getOrDefault(DataFiles.DATABASE, "");
      copy(
          source,
          Map.entry(DataFiles.DATABASE, sum),
          directory.resolve(DataFiles.DATABASE),
          telling);
      Trees.sync(directory);
      whole = true;
    } finally {
      if (!whole) {
        clear(directory);
      }
    }
  }

  private static void copy(
      Source source, Map.Entry<String, String> file, Path target, Telling telling)
      throws IOException, BackupRefused {
    try (InputStream in = source.open(file.getKey())) {
      if (!Copied.to(target, in, telling::more).sha256().equals(file.getValue())) {
        throw new BackupRefused(Why.DAMAGED, file.getKey());
      }
    } catch (NoSuchFileException | ZipException _) {
      throw new BackupRefused(Why.DAMAGED, file.getKey());
    }
  }

  /** Adds up what was copied. */
  private static final class Telling {
    private final Progress progress;
    private final long all;
    private long done;

    Telling(Progress progress, long all) {
      this.progress = progress;
      this.all = all;
    }

    void more(long bytes) {
      done += bytes;
      progress.at(Stage.RESTORING, Math.min(done, all), all);
    }
  }
}
