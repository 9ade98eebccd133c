package dev.afterglow.backup;

import dev.afterglow.backup.BackupRefused.Why;
import dev.afterglow.backup.DataFiles.Facts;
import dev.afterglow.backup.Progress.Stage;
import dev.afterglow.files.DurableFiles;
import dev.afterglow.sql.SqliteSnapshot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a data directory to a folder or a ZIP file, while a server works on it or not. The copy is
 * one state of the database and every file that it names: films are copied first, then a state is
 * held, what came in between is copied, and only then the database, as it was in that state. A film
 * that was deleted meanwhile makes it begin again with the next state.
 *
 * <p>It reads alone and takes no lock: the server notices nothing but a reader of its database.
 */
public final class Backup {
  private static final String ZIP = ".zip";

  /** Each time a moment later: whoever deletes a film and its row is done in between. */
  private static final int MOST_STATES = 30;

  /** A picture that is gone for so many states will not come back. */
  private static final int STATES_FOR_PICTURES = 5;

  private static final Duration BETWEEN_STATES = Duration.ofMillis(100);

  /** Where films, pictures and files of batches are kept. */
  public enum Objects {
    IN_THE_DATA_DIRECTORY,
    /** The bucket has copies of its own: the backup names what it does not hold. */
    IN_A_BUCKET
  }

  private final Path root;
  private final Objects objects;
  private final InstantSource time;
  private final Progress progress;
  private final Path content;
  private final Map<String, Facts> facts = new TreeMap<>();
  private final Map<String, Copied> copied = new TreeMap<>();
  private long expectedBytes;
  private long doneBytes;

  private Backup(Path root, Objects objects, InstantSource time, Progress progress, Path content) {
    this.root = root;
    this.objects = objects;
    this.time = time;
    this.progress = progress;
    this.content = content;
  }

  /**
   * What was made.
   *
   * @param films that owners may fetch
   * @param bytes of all files, before packing
   */
  public record Summary(Path place, long films, long files, long bytes) {}

  /**
   * Makes a backup.
   *
   * @param root the data directory
   * @param objects what lies in a bucket is not copied
   * @param target a folder that is not there yet, or a file that ends in {@code .zip}
   * @param release this program's, for those who restore it
   */
  public static Summary write(
      Path root,
      Objects objects,
      Path target,
      String release,
      InstantSource time,
      Progress progress)
      throws IOException, BackupRefused {
    Path place = target.toAbsolutePath().normalize();
    check(root, place);
    try (Partial partial = Partial.beside(place)) {
      Backup backup = new Backup(root, objects, time, progress, partial.content());
      Manifest manifest = backup.copyAll(release);
      if (zipped(place)) {
        backup.pack(manifest, partial.archive());
        Partial.finish(partial.archive(), place);
      } else {
        Partial.finish(partial.content(), place);
      }
      long films =
          manifest.sums().keySet().stream()
              .filter(path -> path.startsWith("videos/") && path.endsWith(".mp4"))
              .count();
      return new Summary(place, films, manifest.sums().size(), manifest.bytes());
    }
  }

  private static boolean zipped(Path place) {
    return place.toString().endsWith(ZIP);
  }

  private static void check(Path root, Path place) throws IOException, BackupRefused {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new BackupRefused(Why.TARGET_EXISTS, place.toString());
    }
    Path parent = place.resolveSibling(".").normalize();
    if (!Files.isDirectory(parent)) {
      throw new BackupRefused(Why.TARGET_FOLDER, parent.toString());
    }
    if (parent.toRealPath().startsWith(root.toRealPath())) {
      throw new BackupRefused(Why.TARGET_INSIDE, place.toString());
    }
  }

  private Manifest copyAll(String release) throws IOException, BackupRefused {
    Map<String, Facts> files = DataFiles.of(root);
    expectedBytes =
        files.values().stream().mapToLong(Facts::bytes).sum()
            + Files.size(root.resolve(DataFiles.DATABASE));
    requireRoom();
    for (String path : files.keySet()) {
      copy(path);
    }
    for (int state = 1; ; state++) {
      try (SqliteSnapshot snapshot = SqliteSnapshot.of(root.resolve(DataFiles.DATABASE))) {
        Instant madeAt = time.instant().truncatedTo(ChronoUnit.SECONDS);
        Contents all = snapshot.read(tx -> Contents.read(tx, madeAt));
        Contents contents = objects == Objects.IN_A_BUCKET ? all.withoutObjects() : all;
        List<String> missing = missing(contents, state);
        if (missing.isEmpty()) {
          return finish(snapshot, contents, release, madeAt);
        }
        if (state == MOST_STATES) {
          throw new BackupRefused(Why.FILE_MISSING, missing.getFirst());
        }
      }
      LockSupport.parkNanos(BETWEEN_STATES.toNanos());
    }
  }

  /** Enough for every file once; packing takes each file away as soon as it is packed. */
  private void requireRoom() throws IOException, BackupRefused {
    if (Files.getFileStore(content).getUsableSpace() < expectedBytes) {
      throw new BackupRefused(Why.NO_SPACE, Long.toString(expectedBytes));
    }
  }

  /** Copies what this state needs and was not copied before, and tells what cannot be had. */
  private List<String> missing(Contents contents, int state) throws IOException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Long> file : contents.required().entrySet()) {
      copy(file.getKey());
      Copied have = copied.get(file.getKey());
      if (have == null || have.bytes() != file.getValue()) {
        missing.add(file.getKey());
      }
    }
    for (String picture : contents.wanted()) {
      copy(picture);
      if (!copied.containsKey(picture) && state <= STATES_FOR_PICTURES) {
        missing.add(picture);
      }
    }
    return missing;
  }

  private Manifest finish(
      SqliteSnapshot snapshot, Contents contents, String release, Instant madeAt)
      throws IOException, BackupRefused {
    for (String path : DataFiles.of(root).keySet()) {
      if (contents.has(path)) {
        copy(path); // stills and uploads that came in meanwhile
      }
    }
    for (String path : List.copyOf(copied.keySet())) {
      if (!contents.has(path)) {
        forget(path);
      }
    }
    Path database = content.resolve(DataFiles.DATABASE);
    DurableFiles.createFile(database);
    snapshot.copyTo(database, (done, all) -> progress.at(Stage.DATABASE, Math.min(done, all), all));
    if (!SqliteSnapshot.damage(database).isEmpty()) {
      throw new BackupRefused(Why.COPY_DAMAGED, DataFiles.DATABASE);
    }
    copied.put(DataFiles.DATABASE, Copied.of(database));
    for (String secret : DataFiles.SECRETS) {
      copy(secret);
    }
    return describe(release, madeAt);
  }

  private Manifest describe(String release, Instant madeAt) throws IOException {
    TreeMap<String, String> sums = new TreeMap<>();
    copied.forEach((path, copy) -> sums.put(path, copy.sha256()));
    long bytes = copied.values().stream().mapToLong(Copied::bytes).sum();
    Manifest manifest = new Manifest(release, madeAt, bytes, sums);
    DurableFiles.replace(content.resolve(Manifest.SUMS), manifest.list());
    DurableFiles.replace(content.resolve(Manifest.FILE), manifest.text());
    return manifest;
  }

  /** Copies a file, unless it was copied as it is now; one that is gone keeps an earlier copy. */
  private void copy(String path) throws IOException {
    Path file = root.resolve(path);
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Facts now = new Facts(found.size(), found.lastModifiedTime());
      if (now.equals(facts.get(path))) {
        return;
      }
      try (InputStream in =
          Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
        Path target = content.resolve(path);
        Files.deleteIfExists(target);
        copied.put(path, Copied.to(target, in, this::tell));
        facts.put(path, now);
      }
    } catch (NoSuchFileException _) {
      // deleted since it was listed; whether it may be missing, the database says
    }
  }

  private void forget(String path) throws IOException {
    copied.remove(path);
    facts.remove(path);
    Files.deleteIfExists(content.resolve(path));
  }

  private void tell(long bytes) {
    doneBytes += bytes;
    progress.at(Stage.FILES, Math.min(doneBytes, expectedBytes), Math.max(expectedBytes, 1));
  }

  /** Films do not get smaller by packing: the file is one for its convenience alone. */
  private void pack(Manifest manifest, Path archive) throws IOException {
    DurableFiles.createFile(archive);
    long all = Math.max(manifest.bytes(), 1);
    long done = 0;
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(file, 1 << 16))) {
      zip.setLevel(Deflater.BEST_SPEED);
      List<String> paths = new ArrayList<>(manifest.sums().keySet());
      paths.add(Manifest.SUMS);
      paths.add(Manifest.FILE);
      for (String path : paths) {
        Path source = content.resolve(path);
        zip.putNextEntry(new ZipEntry(path));
        done += Files.copy(source, zip);
        zip.closeEntry();
        Files.delete(source);
        progress.at(Stage.PACKING, Math.min(done, all), all);
      }
    }
    DurableFiles.sync(archive);
  }
}
