package dev.afterglow.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a server keeps everything it must not lose: the database, the films, the pictures of
 * unfinished tasks, uploads, the files of batches, and the secrets that sign links and webhooks.
 */
public record DataDirectory(Path root, Path shared) {
  /** One that nobody shares. */
  public DataDirectory(Path root) {
    this(root, root);
  }

  /**
   * Makes the directory of one node of several, as {@link #open} does, and the folder that it
   * shares with the others. The database is elsewhere.
   *
   * @param shared where films, pictures, uploads and files are kept
   */
  public static DataDirectory openNode(Path root, Path shared) throws IOException {
    for (Path folder : new Path[] {root, shared}) {
      Path above = folder.toAbsolutePath().getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      makeFolder(folder);
    }
    DataDirectory directory = new DataDirectory(root.toRealPath(), shared.toRealPath());
    directory.makeFolders();
    return directory;
  }

  /**
   * Makes the directory and what belongs in it if need be, open to the account the server runs as
   * and to nobody else. A directory that somebody made before keeps its permissions, as containers
   * and service managers make them; what is new in it is closed all the same.
   *
   * @throws UnfinishedRestore if a backup was restored to it, and not to its end
   * @throws MissingDatabase if there are films without their database: books that are begun anew
   *     would make them nobody's, and the money that was paid for them forgotten
   */
  public static DataDirectory open(Path root) throws IOException {
    if (root.toAbsolutePath().getParent() != null) {
      Files.createDirectories(root.toAbsolutePath().getParent());
    }
    makeFolder(root);
    DataDirectory directory = new DataDirectory(root.toRealPath());
    if (Files.exists(restoring(directory.root))) {
      throw new UnfinishedRestore();
    }
    directory.requireItsDatabase();
    directory.makeFolders();
    if (!Files.exists(directory.database())) {
      // To SQLite an empty file is an empty database, and the log beside it gets its permissions.
      DurableFiles.createFile(directory.database());
    }
    return directory;
  }

  private void makeFolders() throws IOException {
    makeFolder(videos());
    makeFolder(pictures());
    makeFolder(uploads());
    makeFolder(files());
    makeFolder(preview());
    makeFolder(root.resolve("engines"));
  }

  /** There are films and the database's log only where there was a database. */
  private void requireItsDatabase() throws IOException {
    boolean there = Files.exists(database()) && Files.size(database()) > 0;
    if (!there && (Files.exists(root.resolve("afterglow.db-wal")) || hasFilms())) {
      throw new MissingDatabase();
    }
  }

  private boolean hasFilms() throws IOException {
    Path films = videos().resolve("films");
    if (!Files.isDirectory(films)) {
      return false;
    }
    try (Stream<Path> found = Files.walk(films)) {
      return found.anyMatch(Files::isRegularFile);
    }
  }

  /** There are films, and no database that they belong to. */
  public static final class MissingDatabase extends IOException {
    private static final long serialVersionUID = 1;

    MissingDatabase() {
      super("films without their database");
    }
  }

  /** Only a part of a backup is here. */
  public static final class UnfinishedRestore extends IOException {
    private static final long serialVersionUID = 1;

    UnfinishedRestore() {
      super("a part of a backup");
    }
  }

  /** Lies in a directory for as long as a backup is being restored to it. */
  public static Path restoring(Path root) {
    return root.resolve("restore.unfinished");
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      try {
        DurableFiles.createFolder(folder);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) { // or another node has made it at this moment
          throw e;
        }
      }
    }
  }

  /** Whether a server or a command has begun its books there, be they lost since. */
  public static boolean isInUse(Path root) throws IOException {
    DataDirectory directory = new DataDirectory(root);
    return Files.exists(directory.database()) || directory.hasFilms();
  }

  public Path database() {
    return root.resolve("afterglow.db");
  }

  public Path videos() {
    return shared.resolve("videos");
  }

  public Path pictures() {
    return shared.resolve("pictures");
  }

  public Path uploads() {
    return shared.resolve("uploads");
  }

  public Path files() {
    return shared.resolve("files");
  }

  public Path preview() {
    return root.resolve("preview");
  }

  /** Where an engine of this name keeps what it must find again. */
  public Path engine(String name) {
    return root.resolve("engines").resolve(name);
  }

  /** Films of engines that operators try out. */
  public Path trials() {
    return root.resolve("trials");
  }

  /** What the secrets of webhook endpoints follow from. */
  public Path webhookKey() {
    return root.resolve("webhook.key");
  }

  public Path linkKeys() {
    return root.resolve("link.keys");
  }
}
