package dev.afterglow.films;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.afterglow.files.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finished films on disk. A film is written to a staging file on the same file system and renamed
 * into place when it is whole and synced, so that a film that can be opened is always complete.
 *
 * <p>Symbolic links below the store's folder are never followed.
 */
public final class DiskFilmStore implements FilmStore {
  private static final System.Logger LOG = System.getLogger(DiskFilmStore.class.getName());

  /** So that no still outlives its film. */
  private static final List<Variant> STILLS_FIRST =
      List.of(Variant.THUMBNAIL, Variant.SPRITESHEET, Variant.VIDEO);

  /** A staging file that nobody has written to for so long is nobody's. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path films;
  private final Path staging;
  private final AtomicLong attempts = new AtomicLong();

  /** Whose staging files these are, where several processes share a folder; else empty. */
  private final String node;

  private DiskFilmStore(Path films, Path staging, String node) {
    this.films = films;
    this.staging = staging;
    this.node = node;
  }

  /**
   * Opens the store in a folder, which is made if need be, and deletes the staging files that an
   * earlier process left. One process at a time may hold a folder; the caller sees to that.
   */
  public static DiskFilmStore at(Path folder) throws IOException {
    DiskFilmStore store = in(folder, "");
    store.sweep(Instant.MAX);
    return store;
  }

  /**
   * Opens the store in a folder that several processes share. Staging files of others are left
   * alone until they are a day old, or a film of their task is kept.
   *
   * @param node names this process among them: letters, digits and underscores
   * @param now the time
   */
  public static DiskFilmStore shared(Path folder, String node, Instant now) throws IOException {
    DiskFilmStore store = in(folder, node + ".");
    store.sweep(now.minus(ABANDONED));
    return store;
  }

  private static DiskFilmStore in(Path folder, String node) throws IOException {
    Path root = Files.createDirectories(folder).toRealPath();
    Path films = Files.createDirectories(root.resolve("films"));
    Path staging = Files.createDirectories(root.resolve("staging"));
    requireOwnFolder(films);
    requireOwnFolder(staging);
    return new DiskFilmStore(films, staging, node);
  }

  @Override
  public Path stage(String taskId) {
    String name = TaskName.require(taskId) + "." + node + attempts.incrementAndGet() + ".mp4";
    return staging.resolve(name);
  }

  @Override
  public long keep(String taskId, Variant variant, Path staged) throws IOException {
    Location location = location(taskId, variant);
    requireStaged(staged);
    long bytes = Files.size(staged);
    if (bytes == 0) {
      throw new IOException("the staged film is empty");
    }
    Path shard = location.folder();
    if (!Files.exists(shard, NOFOLLOW_LINKS)) {
      Files.createDirectories(shard);
      DurableFiles.syncFolder(films);
    }
    requireOwnFolder(shard);
    DurableFiles.move(staged, location.file());
    if (!node.isEmpty() && variant == Variant.VIDEO) {
      discardOthers(taskId);
    }
    return bytes;
  }

  /** What a process has begun of this film that was taken for dead is not to come after it. */
  private void discardOthers(String taskId) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(staging, taskId + ".*")) {
      for (Path file : left) {
        if (!file.getFileName().toString().startsWith(taskId + "." + node)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public OptionalLong bytes(String taskId) throws IOException {
    Optional<BasicFileAttributes> found = attributes(location(taskId, Variant.VIDEO));
    return found.isPresent() ? OptionalLong.of(found.get().size()) : OptionalLong.empty();
  }

  @Override
  public Optional<Film> open(String taskId, Variant variant) throws IOException {
    Location location = location(taskId, variant);
    Optional<BasicFileAttributes> found = attributes(location);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      FileChannel channel =
          FileChannel.open(location.file(), StandardOpenOption.READ, NOFOLLOW_LINKS);
      return Optional.of(
          new DiskFilm(channel, channel.size(), found.get().lastModifiedTime().toInstant()));
    } catch (NoSuchFileException _) {
      return Optional.empty(); // deleted between the look and the opening
    }
  }

  @Override
  public void delete(String taskId) throws IOException {
    boolean deleted = false;
    for (Variant variant : STILLS_FIRST) {
      Location location = location(taskId, variant);
      if (attributes(location).isPresent()) {
        deleted |= Files.deleteIfExists(location.file());
      }
    }
    if (deleted) {
      DurableFiles.syncFolder(location(taskId, Variant.VIDEO).folder());
    }
  }

  @Override
  public void discard(Path staged) throws IOException {
    requireStaged(staged);
    Files.deleteIfExists(staged);
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(films).getUsableSpace();
  }

  /** Where a task's file is, or would be. */
  private record Location(Path folder, Path file) {}

  private Location location(String taskId, Variant variant) {
    Path folder = films.resolve(TaskName.shard(TaskName.require(taskId)));
    return new Location(folder, folder.resolve(taskId + variant.suffix()));
  }

  private void requireStaged(Path file) {
    if (!staging.equals(file.getParent())) {
      throw new IllegalArgumentException("not a staging path of this store");
    }
  }

  /**
   * What is there, if it is a regular file in a real folder of ours and not a link to elsewhere.
   */
  private static Optional<BasicFileAttributes> attributes(Location location) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(location.file(), BasicFileAttributes.class, NOFOLLOW_LINKS);
      boolean ours = found.isRegularFile() && Files.isDirectory(location.folder(), NOFOLLOW_LINKS);
      return ours ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private void sweep(Instant before) throws IOException {
    int stale = 0;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(staging)) {
      for (Path file : left) {
        if (lastWritten(file).isBefore(before) && Files.deleteIfExists(file)) {
          stale++;
        }
      }
    }
    if (stale > 0) {
      LOG.log(System.Logger.Level.INFO, "deleted {0} staging files of an earlier run", stale);
    }
  }

  /** The beginning of time for a file that is gone meanwhile. */
  private static Instant lastWritten(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException _) {
      return Instant.MIN;
    }
  }

  private static void requireOwnFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      throw new IOException(folder.getFileName() + " in the film store is not a folder");
    }
  }
}
