package dev.afterglow.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The free space of the disk that the data directory lies on, and the two floors that stop what
 * fills it. What clients upload stops at twice the least free space, so that no client makes the
 * server lose its readiness; below the least free space the server is not ready, takes no new task
 * and begins no film.
 */
public final class DiskSpace {
  private static final System.Logger LOG = System.getLogger(DiskSpace.class.getName());

  /** SQLITE_FULL of the <a href="https://sqlite.org/rescode.html">codes</a>. */
  private static final int SQLITE_FULL = 13;

  /** What Linux, macOS and Windows say; the JDK tells it in no other way. */
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

  private final Disk disk;
  private final long leastFreeBytes;

  /** Says how much a disk can still take. */
  @FunctionalInterface
  public interface Disk {
    /** The bytes that can still be written. */
    long usableBytes() throws IOException;
  }

  /** How much room there is. */
  public enum Room {
    /** For everything. */
    AMPLE,
    /** For tasks and films, and no longer for uploads. */
    TIGHT,
    /** For the ends of tasks and for orders; the server is not ready. */
    NONE
  }

  /**
   * @param leastFreeBytes the lower floor; 0 for none
   */
  public DiskSpace(Disk disk, long leastFreeBytes) {
    this.disk = disk;
    this.leastFreeBytes = leastFreeBytes;
  }

  /** The disk that this folder lies on. */
  public static DiskSpace of(Path folder, long leastFreeBytes) {
    return new DiskSpace(() -> usableBytes(folder.toFile()), leastFreeBytes);
  }

  /** One question to the system; a {@code FileStore} reads the table of all mounts each time. */
  private static long usableBytes(File folder) throws IOException {
    long bytes = folder.getUsableSpace();
    if (bytes == 0 && !folder.exists()) {
      throw new NoSuchFileException(folder.toString());
    }
    return bytes;
  }

  /** A disk without end. */
  public static DiskSpace endless() {
    return new DiskSpace(() -> Long.MAX_VALUE, 0);
  }

  /** How much room there is now; a disk that cannot be asked has none. */
  public Room room() {
    try {
      long usable = disk.usableBytes();
      if (usable < leastFreeBytes) {
        return Room.NONE;
      }
      return usable / 2 < leastFreeBytes ? Room.TIGHT : Room.AMPLE;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the disk does not say how full it is", e);
      return Room.NONE;
    }
  }

  /** The bytes that can still be written. */
  public long usableBytes() throws IOException {
    return disk.usableBytes();
  }

  /** Whether this was thrown because a disk is full. */
  public static boolean isFull(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .anyMatch(DiskSpace::saysFull);
  }

  private static boolean saysFull(Throwable cause) {
    return switch (cause) {
      case SQLException sql -> (sql.getErrorCode() & 0xff) == SQLITE_FULL;
      case IOException io -> FULL.stream().anyMatch(String.valueOf(io.getMessage())::contains);
      default -> false;
    };
  }
}
