package dev.afterglow.tasks.desk;

import dev.afterglow.engines.Picture;
import dev.afterglow.tasks.PictureFacts;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The reference pictures of unfinished tasks, one file each, so that a restart needs no second
 * fetch. Files and not rows: ten megabytes through the one writer of the database would hold up
 * everybody else's task.
 */
public final class Pictures {
  private final Path folder;

  private Pictures(Path folder) {
    this.folder = folder;
  }

  /** Opens the folder, which is made if need be. */
  public static Pictures open(Path folder) throws IOException {
    return new Pictures(Files.createDirectories(folder));
  }

  /** Keeps a picture for a task that is about to be accepted; on disk when this returns. */
  void keep(String taskId, Picture picture) throws IOException {
    Path written = folder.resolve(name(taskId) + ".part");
    try (FileChannel file =
        FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(picture.bytes());
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Files.move(written, file(taskId), StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
  }

  /** The picture of a task; empty if it was asked for without one. */
  public Optional<Picture> of(Task task) throws IOException {
    if (task.picture().isEmpty()) {
      return Optional.empty();
    }
    PictureFacts facts = task.picture().get();
    byte[] bytes = Files.readAllBytes(file(task.id()));
    return Optional.of(new Picture(bytes, facts.format(), facts.width(), facts.height()));
  }

  /** Deletes a file of these {@link #names}, such as a task's picture by the task's id. */
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  /** The names of all files here: task ids, and what a crash left of pictures being written. */
  public Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }
    return names;
  }

  private Path file(String taskId) {
    return folder.resolve(name(taskId));
  }

  private static String name(String taskId) {
    if (!TaskIds.wellFormed(taskId)) {
      throw new IllegalArgumentException("not a task id");
    }
    return taskId;
  }

  private void syncFolder() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
