package dev.afterglow.objects;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.afterglow.files.DiskThreads;
import dev.afterglow.files.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Objects as files below a folder. An object is written to a staging file on the same file system
 * and renamed into place when it is whole and synced.
 *
 * <p>Symbolic links below the folder are never followed. One process at a time may hold it, the
 * caller sees to that, unless all that do open it as {@link #shared}.
 */
public final class DiskObjectStore implements ObjectStore {
  private static final System.Logger LOG = System.getLogger(DiskObjectStore.class.getName());
  private static final int WRITERS = 4;

  private final Path root;
  private final Staging staging;
  private final Deletion deletion;
  private final boolean isShared;
  private final DiskThreads threads;

  /** How sure a deletion is. */
  public enum Deletion {
    /** What was deleted may be there again after a power failure. */
    LAZY,
    /** What was deleted is gone for good when the call returns. */
    DURABLE
  }

  private DiskObjectStore(Path root, Staging staging, Deletion deletion, boolean isShared) {
    this.root = root;
    this.staging = staging;
    this.deletion = deletion;
    this.isShared = isShared;
    this.threads = new DiskThreads("disk-" + root.getFileName(), WRITERS);
  }

  /**
   * Opens the store in a folder, which is made if need be. Files are staged in its folder {@code
   * staging}, and what an earlier process left there is deleted.
   */
  public static DiskObjectStore open(Path folder, Deletion deletion) throws IOException {
    Path root = Files.createDirectories(folder).toRealPath();
    return new DiskObjectStore(root, Staging.open(root.resolve("staging")), deletion, false);
  }

  /**
   * Opens the store in a folder that several processes share, each under a name of its own. What
   * others are staging is left alone until nobody has written to it for a day, or what it was to
   * become is there.
   *
   * @param node names this process among them: letters, digits and underscores
   * @param now the time
   */
  public static DiskObjectStore shared(Path folder, Deletion deletion, String node, Instant now)
      throws IOException {
    Path root = Files.createDirectories(folder).toRealPath();
    Staging staging = Staging.shared(root.resolve("staging"), node, now);
    return new DiskObjectStore(root, staging, deletion, true);
  }

  @Override
  public boolean isShared() {
    return isShared;
  }

  @Override
  public Path stage(String label, String suffix) {
    return staging.next(label, suffix);
  }

  @Override
  public boolean keep(String name, Path staged, Writing writing) throws IOException {
    Path file = file(name);
    staging.require(staged);
    if (writing == Writing.ONCE && attributes(file).isPresent()) {
      staging.discard(staged);
      return false;
    }
    return threads.call(() -> {
      makeFolder(parent(file));
      boolean kept = moved(staged, file, writing);
      staging.discardOthers(staged);
      return kept;
    });
  }

  /** Two processes may come at the same moment: then the file system says who was first. */
  private boolean moved(Path staged, Path file, Writing writing) throws IOException {
    if (isShared && writing == Writing.ONCE) {
      boolean first = DurableFiles.moveOnce(staged, file);
      staging.discard(staged);
      return first;
    }
    DurableFiles.move(staged, file);
    return true;
  }

  @Override
  public void mark(String name) throws IOException {
    Path file = file(name);
    makeFolder(parent(file));
    if (attributes(file).isEmpty()) {
      create(file);
    }
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      LOG.log(System.Logger.Level.DEBUG, "another process has made the mark", e);
    }
  }

  @Override
  public Optional<ObjectFacts> look(String name) throws IOException {
    return attributes(file(name)).map(found -> facts(name, found));
  }

  @Override
  public Optional<StoredObject> open(String name) throws IOException {
    Path file = file(name);
    Optional<BasicFileAttributes> found = attributes(file);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, NOFOLLOW_LINKS);
      return Optional.of(
          new DiskObject(channel, channel.size(), found.get().lastModifiedTime().toInstant()));
    } catch (NoSuchFileException _) {
      return Optional.empty(); // deleted between the look and the opening
    }
  }

  @Override
  public Optional<Path> local(String name) throws IOException {
    Path file = file(name);
    return attributes(file).map(_ -> file);
  }

  @Override
  public void delete(String... names) throws IOException {
    Set<Path> changed = new LinkedHashSet<>();
    for (String name : names) {
      Path file = file(name);
      if (ownFolder(parent(file)) && isFile(file) && Files.deleteIfExists(file)) {
        changed.add(parent(file));
      }
    }
    if (deletion == Deletion.DURABLE) {
      for (Path folder : changed) {
        DurableFiles.syncFolder(folder);
      }
    }
  }

  @Override
  public void discard(Path staged) throws IOException {
    staging.discard(staged);
  }

  @Override
  public List<ObjectFacts> list(String folder) throws IOException {
    List<ObjectFacts> found = new ArrayList<>();
    Path start = ObjectName.requireFolder(folder).isEmpty() ? root : root.resolve(folder);
    if (start.equals(root) || ownFolder(start)) {
      collect(start, folder, found);
    }
    return found;
  }

  @Override
  public List<String> staged() throws IOException {
    return staging.names();
  }

  @Override
  public long usableBytes() throws IOException {
    return staging.usableBytes();
  }

  private void collect(Path folder, String prefix, List<ObjectFacts> found) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = prefix + entry.getFileName();
        if (name.equals("staging")) {
          continue;
        }
        BasicFileAttributes attributes =
            Files.readAttributes(entry, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
          collect(entry, name + "/", found);
        } else if (attributes.isRegularFile()) {
          found.add(facts(name, attributes));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      // deleted meanwhile
    }
  }

  private static ObjectFacts facts(String name, BasicFileAttributes found) {
    return new ObjectFacts(name, found.size(), found.lastModifiedTime().toInstant());
  }

  private Path file(String name) {
    return root.resolve(ObjectName.require(name));
  }

  private static Path parent(Path file) {
    return Optional.ofNullable(file.getParent()).orElseThrow();
  }

  /** What is there, if it is a regular file in real folders of ours and not a link to elsewhere. */
  private Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
      boolean ours = found.isRegularFile() && ownFolder(parent(file));
      return ours ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, NOFOLLOW_LINKS);
  }

  /** Whether a folder and all between it and the store's own are real folders. */
  private boolean ownFolder(Path folder) {
    Path at = folder;
    while (!at.equals(root)) {
      if (!Files.isDirectory(at, NOFOLLOW_LINKS)) {
        return false;
      }
      at = parent(at);
    }
    return true;
  }

  private void makeFolder(Path folder) throws IOException {
    if (!Files.exists(folder, NOFOLLOW_LINKS)) {
      Files.createDirectories(folder);
      DurableFiles.syncFolder(parent(folder));
    }
    if (!ownFolder(folder)) {
      throw new IOException(folder.getFileName() + " in the store is not a folder");
    }
  }
}
