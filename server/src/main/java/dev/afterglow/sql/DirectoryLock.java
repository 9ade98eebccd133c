package dev.afterglow.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right of one process to a data directory: a lock that the operating system holds on a file in
 * it and drops when the process dies, in whatever way. The file tells who holds it.
 */
public final class DirectoryLock implements AutoCloseable {
  /** The name of the file. */
  public static final String FILE = "afterglow.lock";

  /**
   * What this process holds. POSIX drops all locks of a process on a file as soon as it closes any
   * handle to it, so the file of a held lock must not even be opened a second time.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock, making the directory if there is none.
   *
   * @throws DataDirectoryInUse if another process holds it, or this one
   */
  public static DirectoryLock take(Path directory) throws IOException {
    Path real = Files.createDirectories(directory).toRealPath();
    if (!HELD.add(real)) {
      throw new DataDirectoryInUse(directory, "this process");
    }
    try {
      return new DirectoryLock(real, lock(real, directory));
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path real, Path directory) throws IOException {
    Path file = real.resolve(FILE);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new DataDirectoryInUse(directory, Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder().getBytes(StandardCharsets.UTF_8)));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String holder() {
    return "process " + ProcessHandle.current().pid() + "\n";
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      HELD.remove(directory);
    }
  }
}
