package dev.afterglow.backup;

import dev.afterglow.backup.BackupRefused.Why;
import dev.afterglow.files.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A backup while it is written: a folder beside its place, whose name says that it is none. What
 * one that was killed has left is deleted by the next one to the same place.
 */
final class Partial implements AutoCloseable {
  private static final String SUFFIX = ".partial";
  private static final String LOCK = "lock";
  private static final String CONTENT = "content";

  private final Path folder;
  private final FileChannel channel;

  private Partial(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Begins one, for this process alone. */
  static Partial beside(Path target) throws IOException, BackupRefused {
    Path folder = target.resolveSibling(target.getFileName() + SUFFIX);
    if (!Files.isDirectory(folder)) {
      DurableFiles.createFolder(folder);
    }
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (held(channel).isEmpty()) {
        throw new BackupRefused(Why.AT_WORK, folder.toString());
      }
      Partial partial = new Partial(folder, channel);
      partial.clear();
      DurableFiles.createFolder(partial.content());
      return partial;
    } catch (IOException | BackupRefused | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Optional<FileLock> held(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty();
    }
  }

  private void clear() throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!entry.endsWith(LOCK)) {
          Trees.delete(entry);
        }
      }
    }
  }

  /** Where the files of the backup go. */
  Path content() {
    return folder.resolve(CONTENT);
  }

  /** Where they are packed into one file. */
  Path archive() {
    return folder.resolve("archive.zip");
  }

  /** Makes what was written the backup, in one step and on disk. */
  static void finish(Path written, Path target) throws IOException {
    if (Files.isDirectory(written)) {
      Trees.sync(written);
    }
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.syncFolder(target.toAbsolutePath().resolveSibling("."));
  }

  /** Leaves nothing behind but what was finished. */
  @Override
  public void close() {
    try (channel) {
      Trees.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("a part of a backup stays: " + folder, e);
    }
  }
}
