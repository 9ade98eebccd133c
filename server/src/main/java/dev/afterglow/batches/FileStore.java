package dev.afterglow.batches;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.files.DurableFiles;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.quota.ByteQuota;
import dev.afterglow.sql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files of owners: rows in the database, bytes in a folder. The bytes are there before the row and
 * leave after it, so that a row without its file never is; a file without a row is what a crash has
 * left, and the next start deletes it.
 */
public final class FileStore {
  /** How long a file lives for which nobody says otherwise, as OpenAI's files of batches do. */
  public static final Duration LIFE = Duration.ofDays(30);

  private static final System.Logger LOG = System.getLogger(FileStore.class.getName());
  private static final String PREFIX = "file-";
  private static final Pattern GRAMMAR = Pattern.compile("file-[0-7][0-9A-HJKMNP-TV-Z]{25}");
  private static final int BLOCK_BYTES = 65_536;

  private final Database database;
  private final Path folder;
  private final DiskSpace disk;
  private final InstantSource time;
  private final UlidGenerator ids;
  private final FileLimits limits;
  private final ByteQuota quota;

  private FileStore(
      Database database,
      Path folder,
      DiskSpace disk,
      InstantSource time,
      UlidGenerator ids,
      FileLimits limits) {
    this.database = database;
    this.folder = folder;
    this.disk = disk;
    this.time = time;
    this.ids = ids;
    this.limits = limits;
    this.quota = new ByteQuota(limits.bytesPerOwner());
  }

  /**
   * Opens the store in a folder, which is made if need be, deletes what belongs to no row, and
   * counts what owners keep. One process at a time may hold a folder.
   */
  public static FileStore open(
      Database database,
      Path folder,
      DiskSpace disk,
      InstantSource time,
      UlidGenerator ids,
      FileLimits limits)
      throws IOException {
    Path root = Files.createDirectories(folder).toRealPath();
    FileStore store = new FileStore(database, root, disk, time, ids, limits);
    Files.createDirectories(store.staging());
    store.count();
    return store;
  }

  /**
   * As {@link #open}, in a folder that other processes write to as well: nothing of it is deleted
   * that may be theirs.
   */
  public static FileStore shared(
      Database database,
      Path folder,
      DiskSpace disk,
      InstantSource time,
      UlidGenerator ids,
      FileLimits limits)
      throws IOException {
    Path root = Files.createDirectories(folder).toRealPath();
    FileStore store = new FileStore(database, root, disk, time, ids, limits);
    Files.createDirectories(store.staging());
    store.recount();
    return store;
  }

  /** Counts for each owner what all processes together have kept. */
  public void recount() {
    Map<String, Long> bytes = new HashMap<>();
    for (StoredFile file : database.read(FileRows::all)) {
      bytes.merge(file.ownerId(), file.bytes(), Long::sum);
    }
    quota.set(bytes);
  }

  /** The bounds. */
  public FileLimits limits() {
    return limits;
  }

  /**
   * Writes a client's bytes, reading no further than one block beyond a bound.
   *
   * @throws IOException if the source breaks off or the disk refuses; nothing is left then
   */
  public Drafting draft(String ownerId, InputStream source) throws IOException {
    if (disk.room() != DiskSpace.Room.AMPLE) {
      return new Drafting.Refused(new Storing.NoSpace());
    }
    String id = ids.next(PREFIX);
    Path place = staging().resolve(id);
    long counted = 0;
    boolean kept = false;
    try (OutputStream out = Files.newOutputStream(place, StandardOpenOption.CREATE_NEW)) {
      byte[] block = new byte[BLOCK_BYTES];
      for (int read = source.read(block); read >= 0; read = source.read(block)) {
        if (counted + read > limits.largestBytes()) {
          return new Drafting.Refused(new Storing.TooLarge(limits.largestBytes()));
        }
        if (!quota.tryTake(ownerId, read)) {
          return new Drafting.Refused(
              new Storing.OverQuota(quota.leftBytes(ownerId) + counted, quota.mostBytes()));
        }
        counted += read;
        out.write(block, 0, read);
      }
      kept = counted > 0;
      return kept
          ? new Drafting.Drafted(new FileDraft(ownerId, id, place, counted))
          : new Drafting.Refused(new Storing.Empty());
    } finally {
      if (!kept) {
        quota.giveBack(ownerId, counted);
        Files.deleteIfExists(place);
      }
    }
  }

  /** An empty file for this server's own words, which no bound refuses; see {@link #placeOwn}. */
  FileDraft own(String ownerId) throws IOException {
    String id = ids.next(PREFIX);
    return new FileDraft(ownerId, id, Files.createFile(staging().resolve(id)), 0);
  }

  /**
   * Gives a file of this server's own words its place, and counts it for its owner; the caller adds
   * the row. Empty for a file without any.
   */
  Optional<StoredFile> placeOwn(FileDraft written, String name, Duration life) throws IOException {
    long bytes = Files.size(written.place());
    if (bytes == 0) {
      return Optional.empty();
    }
    FileDraft whole = new FileDraft(written.ownerId(), written.id(), written.place(), bytes);
    StoredFile file = place(whole, Purpose.BATCH_OUTPUT, name, life);
    quota.put(file.ownerId(), bytes);
    return Optional.of(file);
  }

  /**
   * Makes a draft a file of its owner. When this returns it is on disk.
   *
   * @param name fit to be shown
   */
  public Storing keep(FileDraft draft, String name, Duration life) throws IOException {
    StoredFile file = place(draft, Purpose.BATCH, name, life);
    boolean kept = false;
    try {
      kept =
          database.write(tx -> {
            boolean room = FileRows.count(tx, file.ownerId()) < limits.filesPerOwner();
            if (room) {
              FileRows.insert(tx, file);
            }
            return room;
          });
    } finally {
      if (!kept && !isThere(file)) {
        remove(file);
      }
    }
    return kept ? new Storing.Stored(file) : new Storing.TooMany(limits.filesPerOwner());
  }

  private StoredFile place(FileDraft draft, Purpose purpose, String name, Duration life)
      throws IOException {
    Instant now = Instant.ofEpochMilli(time.millis());
    StoredFile file =
        new StoredFile(
            draft.ownerId(), draft.id(), purpose, name, draft.bytes(), now, now.plus(life));
    DurableFiles.move(draft.place(), path(file.id()));
    return file;
  }

  /** Deletes a draft that nobody wants. Repeatable. */
  public void discard(FileDraft draft) throws IOException {
    if (Files.deleteIfExists(draft.place())) {
      quota.giveBack(draft.ownerId(), draft.bytes());
    }
  }

  /** The owner's file with this id, if its time is not over. */
  public Optional<StoredFile> find(String ownerId, String id) {
    return GRAMMAR.matcher(id).matches()
        ? database.read(tx -> FileRows.find(tx, ownerId, id)).filter(this::alive)
        : Optional.empty();
  }

  /** The owner's file with this id as long as it is there, for a batch that reads it. */
  Optional<StoredFile> kept(String ownerId, String id) {
    return database.read(tx -> FileRows.find(tx, ownerId, id));
  }

  /** One page of the owner's files. */
  public Page<StoredFile> list(String ownerId, Optional<Purpose> purpose, PageQuery page) {
    return database.read(tx -> FileRows.list(tx, ownerId, purpose, page));
  }

  /** Opens a file for reading at any place. The caller closes it. */
  public FileChannel read(StoredFile file) throws IOException {
    return FileChannel.open(path(file.id()), StandardOpenOption.READ, NOFOLLOW_LINKS);
  }

  /**
   * Deletes a file.
   *
   * @return false if an open batch still reads it
   */
  public boolean delete(StoredFile file) throws IOException {
    boolean deleted = database.write(tx -> FileRows.delete(tx, file.ownerId(), file.id()));
    if (deleted) {
      remove(file);
    }
    return deleted || !isThere(file);
  }

  /** Deletes the files whose time is over. */
  void sweep() throws IOException {
    List<StoredFile> expired = database.read(tx -> FileRows.expired(tx, time.instant()));
    while (!expired.isEmpty()) {
      for (StoredFile file : expired) {
        delete(file);
      }
      expired = database.read(tx -> FileRows.expired(tx, time.instant()));
    }
  }

  /** Whether there is room on the disk for what a batch leaves. */
  boolean hasRoom() {
    return disk.room() != DiskSpace.Room.NONE;
  }

  /** Deletes what was put into its place and got no row. */
  void remove(StoredFile file) throws IOException {
    if (Files.deleteIfExists(path(file.id()))) {
      quota.giveBack(file.ownerId(), file.bytes());
    }
  }

  /** Whether there is a row, whatever a failed transaction said. */
  boolean isThere(StoredFile file) {
    return database.read(tx -> FileRows.find(tx, file.ownerId(), file.id())).isPresent();
  }

  private boolean alive(StoredFile file) {
    return time.instant().isBefore(file.expiresAt());
  }

  private void count() throws IOException {
    Set<String> known = new HashSet<>();
    for (StoredFile file : database.read(FileRows::all)) {
      known.add(file.id());
      quota.put(file.ownerId(), file.bytes());
    }
    delete(staging(), Set.of());
    delete(folder, known);
  }

  private static void delete(Path folder, Set<String> known) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (GRAMMAR.matcher(name).matches() && !known.contains(name)) {
          LOG.log(System.Logger.Level.INFO, "{0} belongs to nobody and is deleted", name);
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path path(String id) {
    return folder.resolve(id);
  }

  private Path staging() {
    return folder.resolve("staging");
  }
}
