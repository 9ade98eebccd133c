package dev.afterglow.tasks.pictures;

import dev.afterglow.engines.Picture;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.files.DiskThreads;
import dev.afterglow.files.DurableFiles;
import dev.afterglow.films.Film;
import dev.afterglow.quota.ByteQuota;
import dev.afterglow.tasks.PictureFacts;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reference pictures in a folder, one file each. Files and not rows: ten megabytes through the one
 * writer of the database would hold up everybody else's task.
 */
public final class DiskReferencePictures implements ReferencePictureStore {
  private static final String PART = ".part";

  private final Path folder;
  private final DiskSpace disk;
  private final ByteQuota quota;
  private final DiskThreads threads = new DiskThreads("picture-disk", 4);
  private final ConcurrentHashMap<String, Counted> counted = new ConcurrentHashMap<>();

  /** What a file counts, and for whom. */
  private record Counted(String ownerId, long bytes) {}

  private DiskReferencePictures(Path folder, DiskSpace disk, ByteQuota quota) {
    this.folder = folder;
    this.disk = disk;
    this.quota = quota;
  }

  /**
   * Opens the folder, which is made if need be. Nothing in it counts until {@link #count} says
   * whose it is.
   *
   * @param mostBytesPerOwner what all pictures of one owner may take together, at least 0
   */
  public static DiskReferencePictures open(Path folder, DiskSpace disk, long mostBytesPerOwner)
      throws IOException {
    return new DiskReferencePictures(
        Files.createDirectories(folder), disk, new ByteQuota(mostBytesPerOwner));
  }

  @Override
  public Keeping keep(String ownerId, String taskId, Picture picture) throws IOException {
    if (disk.room() != DiskSpace.Room.AMPLE) {
      return new Keeping.NoSpace();
    }
    byte[] bytes = picture.bytes();
    if (!quota.tryTake(ownerId, bytes.length)) {
      return new Keeping.OverQuota(quota.leftBytes(ownerId), quota.mostBytes());
    }
    counted.put(name(taskId), new Counted(ownerId, bytes.length));
    try {
      threads.call(() -> write(taskId, bytes));
      return new Keeping.Done();
    } catch (IOException | RuntimeException e) {
      takeBack(taskId, e);
      throw e;
    }
  }

  @Override
  public Keeping keep(String ownerId, String taskId, Film film) throws IOException {
    if (disk.room() != DiskSpace.Room.AMPLE) {
      return new Keeping.NoSpace();
    }
    if (!quota.tryTake(ownerId, film.bytes())) {
      return new Keeping.OverQuota(quota.leftBytes(ownerId), quota.mostBytes());
    }
    String name = filmName(taskId);
    counted.put(name, new Counted(ownerId, film.bytes()));
    try {
      Path written = folder.resolve(name + PART);
      try (OutputStream out = Files.newOutputStream(written, StandardOpenOption.CREATE_NEW)) {
        film.copy(0, film.bytes(), out);
      }
      DurableFiles.move(written, folder.resolve(name));
      return new Keeping.Done();
    } catch (IOException | RuntimeException e) {
      takeBack(name, e);
      throw e;
    }
  }

  @Override
  public Optional<Path> film(String taskId) {
    return Optional.of(folder.resolve(filmName(taskId))).filter(Files::exists);
  }

  @Override
  public void count(String ownerId, String taskId) throws IOException {
    for (String name : namesOf(taskId)) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        Counted kept = new Counted(ownerId, Files.size(file));
        if (counted.putIfAbsent(name, kept) == null) {
          quota.put(ownerId, kept.bytes());
        }
      }
    }
  }

  /** Counts no longer what another process has deleted. */
  public void recount() {
    counted.forEach((name, mine) -> {
      boolean gone = Files.notExists(folder.resolve(name));
      if (gone && counted.remove(name, mine)) {
        quota.giveBack(mine.ownerId(), mine.bytes());
      }
    });
  }

  private void takeBack(String name, Exception why) {
    try {
      remove(name + PART);
      remove(name);
    } catch (IOException e) {
      why.addSuppressed(e); // and it counts until the sweep deletes it
    }
  }

  private Path write(String taskId, byte[] content) throws IOException {
    Path written = folder.resolve(part(taskId));
    try (FileChannel file =
        FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
    DurableFiles.move(written, file(taskId));
    return file(taskId);
  }

  @Override
  public Kept of(Task task) throws IOException {
    if (task.picture().isEmpty()) {
      return new Kept.None();
    }
    PictureFacts facts = task.picture().get();
    try {
      byte[] bytes = Files.readAllBytes(file(task.id()));
      return new Kept.Here(new Picture(bytes, facts.format(), facts.width(), facts.height()));
    } catch (NoSuchFileException _) {
      return new Kept.Gone();
    }
  }

  @Override
  public void delete(String name) throws IOException {
    remove(name);
    if (TaskIds.wellFormed(name)) {
      remove(filmName(name));
    }
  }

  private void remove(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
    Counted gone = counted.remove(name);
    if (gone != null) {
      quota.giveBack(gone.ownerId(), gone.bytes());
    }
  }

  @Override
  public Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }
    return names;
  }

  @Override
  public Set<String> namesOf(String taskId) {
    return Set.of(name(taskId), filmName(taskId));
  }

  private static String filmName(String taskId) {
    return name(taskId) + ".mp4";
  }

  private Path file(String taskId) {
    return folder.resolve(name(taskId));
  }

  private static String part(String taskId) {
    return name(taskId) + PART;
  }

  private static String name(String taskId) {
    if (!TaskIds.wellFormed(taskId)) {
      throw new IllegalArgumentException("not a task id");
    }
    return taskId;
  }
}
