package dev.afterglow.batches;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.objects.DiskObjectStore;
import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.StoredObject;
import dev.afterglow.quota.ByteQuota;
import dev.afterglow.sql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
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
 * Files of owners: rows in the database, bytes in a store of objects. The bytes are there before
 * the row and leave after it, so that a row without its file never is; a file without a row is what
 * a crash has left, and it is swept.
 */
public final class FileStore {
  /** How long a file lives for which nobody says otherwise, as OpenAI's files of batches do. */
  public static final Duration LIFE = Duration.ofDays(30);

  private static final System.Logger LOG = System.getLogger(FileStore.class.getName());
  private static final String PREFIX = "file-";
  private static final Pattern GRAMMAR = Pattern.compile("file-[0-7][0-9A-HJKMNP-TV-Z]{25}");
  private static final int BLOCK_BYTES = 65_536;

  /** Between the bytes of a file and its row lies less, and between the clocks of nodes as well. */
  private static final Duration LONGEST_KEEPING = Duration.ofDays(1);

  private final Database database;
  private final ObjectStore objects;
  private final DiskSpace disk;
  private final InstantSource time;
  private final UlidGenerator ids;
  private final FileLimits limits;
  private final ByteQuota quota;

  private FileStore(
      Database database,
      ObjectStore objects,
      DiskSpace disk,
      InstantSource time,
      UlidGenerator ids,
      FileLimits limits) {
    this.database = database;
    this.objects = objects;
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
    return open(
        database,
        DiskObjectStore.open(folder, DiskObjectStore.Deletion.LAZY),
        disk,
        time,
        ids,
        limits);
  }

  /** The same over any store of objects. Nothing of other nodes is deleted. */
  public static FileStore open(
      Database database,
      ObjectStore objects,
      DiskSpace disk,
      InstantSource time,
      UlidGenerator ids,
      FileLimits limits)
      throws IOException {
    FileStore store = new FileStore(database, objects, disk, time, ids, limits);
    store.count();
    return store;
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
    Path place = objects.stage(id, "");
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
    return new FileDraft(ownerId, id, Files.createFile(objects.stage(id, "")), 0);
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
      Storing outcome = database.write(tx -> insert(tx, file));
      kept = outcome instanceof Storing.Stored;
      return outcome;
    } finally {
      if (!kept && !isThere(file)) {
        remove(file);
      }
    }
  }

  /** The database knows what other nodes have taken. */
  private Storing insert(Connection tx, StoredFile file) throws SQLException {
    if (FileRows.count(tx, file.ownerId()) >= limits.filesPerOwner()) {
      return new Storing.TooMany(limits.filesPerOwner());
    }
    long left = limits.bytesPerOwner() - FileRows.bytes(tx, file.ownerId());
    if (objects.isShared() && file.bytes() > left) {
      return new Storing.OverQuota(Math.max(0, left), limits.bytesPerOwner());
    }
    FileRows.insert(tx, file);
    return new Storing.Stored(file);
  }

  private StoredFile place(FileDraft draft, Purpose purpose, String name, Duration life)
      throws IOException {
    Instant now = Instant.ofEpochMilli(time.millis());
    StoredFile file =
        new StoredFile(
            draft.ownerId(), draft.id(), purpose, name, draft.bytes(), now, now.plus(life));
    objects.keep(file.id(), draft.place(), ObjectStore.Writing.REPLACE);
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
  public StoredObject read(StoredFile file) throws IOException {
    return objects.open(file.id()).orElseThrow(() -> new NoSuchFileException(file.id()));
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

  /** Deletes the files whose time is over, and what nodes that died have left of others. */
  void sweep() throws IOException {
    sweepExpired();
    if (objects.isShared()) {
      Set<String> known = counted();
      Instant before = time.instant().minus(LONGEST_KEEPING);
      for (ObjectFacts object : objects.list("")) {
        if (object.modified().isBefore(before)) {
          deleteUnless(known, object.name());
        }
      }
    }
  }

  private void sweepExpired() throws IOException {
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
    if (objects.look(file.id()).isPresent()) {
      objects.delete(file.id());
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
    Set<String> known = counted();
    if (!objects.isShared()) {
      for (ObjectFacts object : objects.list("")) {
        deleteUnless(known, object.name());
      }
    }
  }

  /** Counts what owners keep; the ids of all that is kept. */
  private Set<String> counted() {
    Set<String> known = new HashSet<>();
    Map<String, Long> bytes = new HashMap<>();
    for (StoredFile file : database.report(FileRows::all)) {
      known.add(file.id());
      bytes.merge(file.ownerId(), file.bytes(), Long::sum);
    }
    quota.reset(bytes);
    return known;
  }

  private void deleteUnless(Set<String> known, String name) throws IOException {
    if (GRAMMAR.matcher(name).matches() && !known.contains(name)) {
      LOG.log(System.Logger.Level.INFO, "{0} belongs to nobody and is deleted", name);
      objects.delete(name);
    }
  }
}
