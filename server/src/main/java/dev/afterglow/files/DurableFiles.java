package dev.afterglow.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files that are whole or not there, whenever the machine goes down: written under another name,
 * synced, renamed, and their folder synced.
 */
public final class DurableFiles {
  private DurableFiles() {}

  /**
   * Puts a file in the place of another, or of none, readable by this account alone from the first
   * byte on. On disk when this returns.
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, forOwner(draft, "rw-------"));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    move(draft, file);
  }

  /** Gives a file that was just written its place on the same disk. On disk when this returns. */
  public static void move(Path written, Path place) throws IOException {
    try (FileChannel channel =
        FileChannel.open(written, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      channel.force(true);
    }
    Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(place.toAbsolutePath().resolveSibling("."));
  }

  /**
   * As {@link #move}, but only where nothing is yet, however many processes try; the file that was
   * written may stay.
   *
   * @return whether it has its place
   */
  public static boolean moveOnce(Path written, Path place) throws IOException {
    sync(written);
    try {
      Files.createLink(place, written);
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException _) {
      // A file system without links: two that come in the same instant both succeed there.
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
    }
    syncFolder(place.toAbsolutePath().resolveSibling("."));
    return true;
  }

  /** Puts what was written to a file on disk. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** A rename is durable only once its folder is synced; Windows neither needs nor allows it. */
  public static void syncFolder(Path folder) throws IOException {
    if (posix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Makes a folder that this account alone may open. */
  public static void createFolder(Path folder) throws IOException {
    Files.createDirectory(folder, forOwner(folder, "rwx------"));
  }

  /** Makes an empty file that this account alone may read. */
  public static void createFile(Path file) throws IOException {
    Files.createFile(file, forOwner(file, "rw-------"));
  }

  private static FileAttribute<?>[] forOwner(Path where, String permissions) {
    return posix(where)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path where) {
    return where.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
