package dev.afterglow.objects;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A folder for files on their way into a store. One process at a time may hold it. */
public final class Staging {
  private static final System.Logger LOG = System.getLogger(Staging.class.getName());

  private final Path folder;
  private final AtomicLong count = new AtomicLong();

  private Staging(Path folder) {
    this.folder = folder;
  }

  /** Opens the folder, which is made if need be, and deletes what an earlier process left. */
  public static Staging open(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      throw new IOException(folder.getFileName() + " is not a folder");
    }
    Staging staging = new Staging(folder);
    staging.sweep();
    return staging;
  }

  /** The same folder as it is, for whoever only looks; it need not be there. */
  public static Staging at(Path folder) {
    return new Staging(folder);
  }

  /** See {@link ObjectStore#stage}. */
  public Path next(String label, String suffix) {
    return folder.resolve(ObjectName.require(label + "." + count.incrementAndGet() + suffix));
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

  private void sweep() throws IOException {
    int stale = 0;
    for (String name : names()) {
      Files.deleteIfExists(folder.resolve(name));
      stale++;
    }
    if (stale > 0) {
      LOG.log(System.Logger.Level.INFO, "deleted {0} staging files of an earlier run", stale);
    }
  }
}
