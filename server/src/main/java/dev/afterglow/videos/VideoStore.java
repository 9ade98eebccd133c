package dev.afterglow.videos;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finished films on disk. A film is written to a staging file on the same file system and renamed
 * into place when it is whole and synced, so that a film that can be opened is always complete.
 *
 * <p>Every method that takes a task id throws {@link IllegalArgumentException} for text that is not
 * one. Symbolic links below the store's folder are never followed.
 */
public final class VideoStore {
  private static final System.Logger LOG = System.getLogger(VideoStore.class.getName());

  private final Path films;
  private final Path staging;
  private final AtomicLong attempts = new AtomicLong();

  private VideoStore(Path films, Path staging) {
    this.films = films;
    this.staging = staging;
  }

  /**
   * Opens the store in a folder, which is made if need be, and deletes the staging files that an
   * earlier process left. One process at a time may hold a folder; the caller sees to that.
   */
  public static VideoStore open(Path folder) throws IOException {
    Path root = Files.createDirectories(folder).toRealPath();
    Path films = Files.createDirectories(root.resolve("films"));
    Path staging = Files.createDirectories(root.resolve("staging"));
    requireOwnFolder(films);
    requireOwnFolder(staging);
    VideoStore store = new VideoStore(films, staging);
    store.sweep();
    return store;
  }

  /** A fresh path for writing a task's film, different at every call; no file is there yet. */
  public Path stage(String taskId) {
    String name = TaskName.require(taskId) + "." + attempts.incrementAndGet() + ".mp4";
    return staging.resolve(name);
  }

  /**
   * Makes a staged file the task's film: synced, renamed in one step, then the folder synced.
   * Repeating it with a new staged file replaces the film.
   *
   * @return the film's length in bytes, at least 1
   * @throws IOException if the staged file is missing or empty, or the disk refuses
   */
  public long keep(String taskId, Path staged) throws IOException {
    Place place = place(taskId);
    if (!staging.equals(staged.getParent())) {
      throw new IllegalArgumentException("not a staging path of this store");
    }
    long bytes = sync(staged);
    Path shard = place.folder();
    if (!Files.exists(shard, NOFOLLOW_LINKS)) {
      Files.createDirectories(shard);
      syncFolder(films);
    }
    requireOwnFolder(shard);
    Files.move(staged, place.film(), StandardCopyOption.ATOMIC_MOVE);
    syncFolder(shard);
    return bytes;
  }

  /** The length of a task's film in bytes, empty if there is none. */
  public OptionalLong bytes(String taskId) throws IOException {
    Optional<BasicFileAttributes> found = attributes(place(taskId));
    return found.isPresent() ? OptionalLong.of(found.get().size()) : OptionalLong.empty();
  }

  /** Opens a task's film, empty if there is none. The caller closes it. */
  public Optional<StoredVideo> read(String taskId) throws IOException {
    Place place = place(taskId);
    Optional<BasicFileAttributes> found = attributes(place);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      FileChannel channel = FileChannel.open(place.film(), StandardOpenOption.READ, NOFOLLOW_LINKS);
      return Optional.of(
          new StoredVideo(channel, channel.size(), found.get().lastModifiedTime().toInstant()));
    } catch (NoSuchFileException _) {
      return Optional.empty(); // deleted between the look and the opening
    }
  }

  /** Deletes a task's film if there is one. Repeatable. */
  public void delete(String taskId) throws IOException {
    Place place = place(taskId);
    if (attributes(place).isPresent()) {
      Files.deleteIfExists(place.film());
      syncFolder(place.folder());
    }
  }

  /** Deletes a staged file that will not be kept, if it exists. */
  public void discard(Path staged) throws IOException {
    if (!staging.equals(staged.getParent())) {
      throw new IllegalArgumentException("not a staging path of this store");
    }
    Files.deleteIfExists(staged);
  }

  /** The bytes that the store's file system can still take. */
  public long usableBytes() throws IOException {
    return Files.getFileStore(films).getUsableSpace();
  }

  /** Where a task's film is, or would be. */
  private record Place(Path folder, Path film) {}

  private Place place(String taskId) {
    Path folder = films.resolve(TaskName.shard(TaskName.require(taskId)));
    return new Place(folder, folder.resolve(taskId + ".mp4"));
  }

  /**
   * What is there, if it is a regular file in a real folder of ours and not a link to elsewhere.
   */
  private static Optional<BasicFileAttributes> attributes(Place place) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(place.film(), BasicFileAttributes.class, NOFOLLOW_LINKS);
      boolean ours = found.isRegularFile() && Files.isDirectory(place.folder(), NOFOLLOW_LINKS);
      return ours ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private void sweep() throws IOException {
    int stale = 0;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(staging)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
        stale++;
      }
    }
    if (stale > 0) {
      LOG.log(System.Logger.Level.INFO, "deleted {0} staging files of an earlier run", stale);
    }
  }

  private static void requireOwnFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      throw new IOException(folder.getFileName() + " in the video store is not a folder");
    }
  }

  private static long sync(Path staged) throws IOException {
    try (FileChannel file = FileChannel.open(staged, StandardOpenOption.WRITE, NOFOLLOW_LINKS)) {
      if (file.size() == 0) {
        throw new IOException("the staged film is empty");
      }
      file.force(true);
      return file.size();
    }
  }

  /** A rename is durable only once its folder is synced; Windows neither needs nor allows it. */
  private static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
