package dev.afterglow.objects;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder for files on their way into a store. One process at a time may hold it, unless all that
 * do have names.
 */
public final class Staging {
  private static final System.Logger LOG = System.getLogger(Staging.class.getName());

  /** A file that nobody has written to for so long is nobody's. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;
  private final AtomicLong count = new AtomicLong();

  /** Stands in the names of this process's files where others have theirs; else empty. */
  private final String node;

  private Staging(Path folder, String node) {
    this.folder = folder;
    this.node = node;
  }

  /** Opens the folder, which is made if need be, and deletes what an earlier process left. */
  public static Staging open(Path folder) throws IOException {
    Staging staging = new Staging(made(folder), "");
    staging.sweep(Instant.MAX);
    return staging;
  }

  /**
   * Opens a folder that other processes hold as well, and deletes what nobody has written to for a
   * day.
   *
   * @param node names this process among them
   */
  public static Staging shared(Path folder, String node, Instant now) throws IOException {
    Staging staging = new Staging(made(folder), node + ".");
    staging.sweep(now.minus(ABANDONED));
    return staging;
  }

  private static Path made(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      throw new IOException(folder.getFileName() + " is not a folder");
    }
    return folder;
  }

  /** The same folder as it is, for whoever only looks; it need not be there. */
  public static Staging at(Path folder) {
    return new Staging(folder, "");
  }

  /** See {@link ObjectStore#stage}. */
  public Path next(String label, String suffix) {
    return folder.resolve(
        ObjectName.require(label + "." + node + count.incrementAndGet() + suffix));
  }

  /**
   * Deletes what other processes have staged under the label of this file, which is an object now:
   * what one has begun that was taken for dead is not to come after it.
   */
  void discardOthers(Path staged) throws IOException {
    String name = String.valueOf(staged.getFileName());
    int ours = node.isEmpty() ? -1 : name.indexOf("." + node);
    if (ours < 0) {
      return;
    }
    String label = name.substring(0, ours + 1);
    for (String other : names()) {
      if (other.startsWith(label) && !other.startsWith(label + node)) {
        Files.deleteIfExists(folder.resolve(other));
      }
    }
  }

  /**
   * @throws IllegalArgumentException for a file that is not in this folder
   */
  public Path require(Path file) {
    if (!folder.equals(file.getParent())) {
      throw new IllegalArgumentException("not a staging path of this store");
    }
    return file;
  }

  /** See {@link ObjectStore#discard}. */
  public void discard(Path staged) throws IOException {
    Files.deleteIfExists(require(staged));
  }

  /** The names of all files in it. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (NoSuchFileException _) {
      return names; // nothing was ever written there
    }
    return names;
  }

  /** The bytes that can still be written here. */
  public long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private void sweep(Instant before) throws IOException {
    int stale = 0;
    for (String name : names()) {
      Path file = folder.resolve(name);
      if (lastWritten(file).isBefore(before) && Files.deleteIfExists(file)) {
        stale++;
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
}
