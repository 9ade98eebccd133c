package dev.afterglow.images;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.files.DiskThreads;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.objects.DiskObjectStore;
import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectName;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.StoredObject;
import dev.afterglow.quota.ByteQuota;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uploaded images. Each lives 72 hours under a link that holds its unguessable name, and nothing
 * but its object remembers it, and an empty object in its owner's folder whose it is. All that one
 * owner keeps is bounded.
 */
public final class Uploads {
  /** The longest upload. */
  public static final long MOST_BYTES = 20_971_520;

  /** How long an upload and its link live. */
  public static final Duration LIFE = Duration.ofDays(3);

  /** GIF is kept as the contract says, though no film begins with it. */
  private static final Set<ImageFormat> TAKEN =
      EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP, ImageFormat.GIF);

  private static final Pattern LINK =
      Pattern.compile("(?:https?://[^/?#]{1,300})?/u/(up_[0-9A-Z]{42})\\.([a-z]{3,4})");

  private static final System.Logger LOG = System.getLogger(Uploads.class.getName());
  private static final String OWNERS = "owners/";
  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final int BLOCK_BYTES = 65_536;

  /** Uploads that write to the disk at the same moment. */
  private static final int WRITERS = 4;

  private final ObjectStore objects;
  private final InstantSource time;
  private final SecureRandom random;
  private final DiskSpace disk;
  private final ByteQuota quota;
  private final DiskThreads threads = new DiskThreads("upload-disk", WRITERS);

  private Uploads(
      ObjectStore objects,
      InstantSource time,
      SecureRandom random,
      DiskSpace disk,
      ByteQuota quota) {
    this.objects = objects;
    this.time = time;
    this.random = random;
    this.disk = disk;
    this.quota = quota;
  }

  /**
   * Opens the store in a folder, which is made if need be, deletes what was left half done, and
   * counts what owners keep.
   *
   * @param mostBytesPerOwner what all uploads of one owner may take together
   */
  public static Uploads open(
      Path folder, InstantSource time, SecureRandom random, DiskSpace disk, long mostBytesPerOwner)
      throws IOException {
    return open(
        DiskObjectStore.open(folder, DiskObjectStore.Deletion.LAZY),
        time,
        random,
        disk,
        mostBytesPerOwner);
  }

  /** The same over any store of objects. */
  public static Uploads open(
      ObjectStore objects,
      InstantSource time,
      SecureRandom random,
      DiskSpace disk,
      long mostBytesPerOwner)
      throws IOException {
    Uploads uploads = new Uploads(objects, time, random, disk, new ByteQuota(mostBytesPerOwner));
    if (!objects.isShared()) {
      uploads.count(); // elsewhere the sweep does, and the start does not wait for the store
    }
    return uploads;
  }

  /**
   * Takes room for an upload of at least this size, so that nobody sends what could not be stored.
   * To be closed when the upload has ended in whatever way.
   *
   * @param leastBytes it has so many or more; 0 if nothing is known of it
   */
  public UploadRoom room(String ownerId, long leastBytes) throws IOException {
    requireOwner(ownerId);
    UploadRoom room = new UploadRoom(quota, ownerId);
    if (disk.room() != DiskSpace.Room.AMPLE) {
      return room.refused(new Storing.NoSpace());
    }
    return room.growsTo(leastBytes)
        ? room
        : room.refused(beyondQuota(leastBytes, quota.leftBytes(ownerId)));
  }

  /**
   * Stores an image, reading no further than one byte beyond the bound.
   *
   * @param room that was not refused
   * @throws IOException if the source breaks off or the disk refuses; nothing is left then
   */
  public Storing store(UploadRoom room, InputStream source) throws IOException {
    byte[] head = source.readNBytes(ImageFormat.HEAD_BYTES);
    Optional<ImageFormat> known = ImageFormat.sniff(head);
    Optional<ImageFormat> type = known.filter(TAKEN::contains);
    if (type.isEmpty()) {
      return new Storing.Unsupported(known.map(ImageFormat::mediaType).or(() -> foreign(head)));
    }
    UploadId id = UploadId.fresh(time.instant(), random);
    Writing writing = new Writing(room, objects.stage(id.text(), ""));
    try {
      writing.copy(head, source);
      if (writing.bytes > MOST_BYTES) {
        return new Storing.TooLarge();
      }
      if (writing.overQuota) {
        return beyondQuota(writing.bytes, quota.leftBytes(room.ownerId()));
      }
      Upload upload = keep(room.ownerId(), id, type.get(), writing);
      room.kept(writing.bytes);
      return new Storing.Stored(upload);
    } finally {
      writing.close();
    }
  }

  /** What people take for an image, or upload by mistake. */
  private static Optional<String> foreign(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("%PDF-")) {
      return Optional.of("application/pdf");
    }
    return text.startsWith("ftyp", 4) ? Optional.of("video/mp4") : Optional.empty();
  }

  private Storing beyondQuota(long bytes, long left) {
    return bytes > quota.mostBytes()
        ? new Storing.NeverFits(quota.mostBytes())
        : new Storing.OverQuota(left, quota.mostBytes());
  }

  /** One upload on its way to the disk, counted as it grows. */
  private final class Writing implements AutoCloseable {
    private final UploadRoom room;
    private final Path staged;
    private long bytes;
    private boolean overQuota;

    Writing(UploadRoom room, Path staged) {
      this.room = room;
      this.staged = staged;
    }

    void copy(byte[] head, InputStream source) throws IOException {
      try (OutputStream out = Files.newOutputStream(staged, StandardOpenOption.CREATE_NEW)) {
        write(out, head, head.length);
        byte[] block = new byte[BLOCK_BYTES];
        int read = source.read(block);
        while (read >= 0 && bytes <= MOST_BYTES) {
          write(out, block, read);
          read = source.read(block);
        }
      }
    }

    /** Beyond the quota it is only counted: its whole length tells whether it could ever fit. */
    private void write(OutputStream out, byte[] block, int length) throws IOException {
      bytes += length;
      overQuota = overQuota || !room.growsTo(bytes);
      if (!overQuota) {
        threads.call(() -> {
          out.write(block, 0, length);
          return length;
        });
      }
    }

    /** Takes back what did not become an upload. */
    @Override
    public void close() throws IOException {
      threads.call(() -> {
        objects.discard(staged);
        return staged;
      });
    }
  }

  /** The living upload that a link or its path names. */
  public Optional<Upload> find(String link) throws IOException {
    Matcher parts = LINK.matcher(link);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<UploadId> id = UploadId.parse(parts.group(1)).filter(this::alive);
    Optional<ImageFormat> type = ImageFormat.ofExtension(parts.group(2)).filter(TAKEN::contains);
    if (id.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    return objects
        .look(place(id.get(), type.get()))
        .map(found -> new Upload(id.get(), type.get(), found.bytes()));
  }

  /** Opens an upload for reading. The caller closes it. */
  public InputStream read(Upload upload) throws IOException {
    StoredObject object =
        objects
            .open(place(upload.id(), upload.type()))
            .orElseThrow(() -> new NoSuchFileException(upload.path()));
    return new FilterInputStream(object.stream()) {
      @Override
      public void close() throws IOException {
        object.close();
      }
    };
  }

  /** Deletes an upload of this owner before its time. Repeatable. */
  public void delete(String ownerId, Upload upload) throws IOException {
    String place = place(upload.id(), upload.type());
    if (objects.look(place).isPresent()) {
      objects.delete(place);
      quota.giveBack(ownerId, upload.bytes());
    }
    objects.delete(mark(ownerId, fileName(upload.id(), upload.type())));
  }

  /**
   * Deletes the uploads whose time is over, and what a crash has left of others. Where other nodes
   * take uploads too, what owners keep is counted afresh.
   */
  public void sweep() throws IOException {
    Listing all = list();
    for (Mark mark : all.marks()) {
      Optional<UploadId> id = UploadId.parse(baseName(mark.fileName()));
      if (id.isEmpty()) {
        objects.delete(mark.name());
      } else if (!alive(id.get())) {
        String place = id.get().shard() + "/" + mark.fileName();
        objects.delete(place, mark.name());
        quota.giveBack(mark.ownerId(), all.bytes().getOrDefault(place, 0L));
      }
    }
    for (String place : all.bytes().keySet()) {
      Optional<UploadId> id = UploadId.parse(baseName(place.substring(place.indexOf('/') + 1)));
      if (id.isPresent() && !alive(id.get())) {
        objects.delete(place); // one whose mark is gone, too
      }
    }
    if (objects.isShared()) {
      quota.reset(list().kept());
    }
  }

  /** Counts what is kept, and forgets what a crash left of files that are not. */
  private void count() throws IOException {
    Listing all = list();
    quota.reset(all.kept());
    for (Mark mark : all.marks()) {
      if (!all.bytes().containsKey(mark.place())) {
        objects.delete(mark.name());
      }
    }
  }

  /** An empty object that says whose an upload is. */
  private record Mark(String ownerId, String fileName) {
    String name() {
      return mark(ownerId, fileName);
    }

    /** Where the upload itself lies, if the mark stands for one. */
    String place() {
      return UploadId.parse(baseName(fileName)).map(id -> id.shard() + "/" + fileName).orElse("");
    }
  }

  /**
   * What is there.
   *
   * @param bytes the lengths of uploads by their names
   */
  private record Listing(List<Mark> marks, Map<String, Long> bytes) {
    Map<String, Long> kept() {
      Map<String, Long> kept = new HashMap<>();
      for (Mark mark : marks) {
        Optional.ofNullable(bytes.get(mark.place()))
            .ifPresent(length -> kept.merge(mark.ownerId(), length, Long::sum));
      }
      return kept;
    }
  }

  private Listing list() throws IOException {
    List<Mark> marks = new ArrayList<>();
    Map<String, Long> bytes = new HashMap<>();
    for (ObjectFacts object : objects.list("")) {
      String[] parts = object.name().split("/", -1);
      if (!ObjectName.valid(object.name())) {
        continue; // nothing of ours
      }
      if (parts.length == 3 && (parts[0] + "/").equals(OWNERS)) {
        marks.add(new Mark(parts[1], parts[2]));
      } else if (parts.length == 2) {
        bytes.put(object.name(), object.bytes());
      }
    }
    return new Listing(marks, bytes);
  }

  private static String baseName(String fileName) {
    return fileName.replaceFirst("\\..*", "");
  }

  private boolean alive(UploadId id) {
    Instant now = time.instant();
    return now.isBefore(id.createdAt().plus(LIFE));
  }

  /** The mark comes first: a mark without a file is forgotten, a file without one never swept. */
  private Upload keep(String ownerId, UploadId id, ImageFormat type, Writing written)
      throws IOException {
    String mark = mark(ownerId, fileName(id, type));
    objects.mark(mark);
    try {
      objects.keep(place(id, type), written.staged, ObjectStore.Writing.REPLACE);
    } catch (IOException e) {
      tryToDelete(mark);
      throw e;
    }
    return new Upload(id, type, written.bytes);
  }

  /** What stays is swept when the upload's time would be over. */
  private void tryToDelete(String mark) {
    try {
      objects.delete(mark);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a mark stays for now", e);
    }
  }

  private static void requireOwner(String ownerId) {
    if (!OWNER.matcher(ownerId).matches()) {
      throw new IllegalArgumentException("not an owner's id");
    }
  }

  private static String mark(String ownerId, String file) {
    return OWNERS + ownerId + "/" + file;
  }

  private static String place(UploadId id, ImageFormat type) {
    return id.shard() + "/" + fileName(id, type);
  }

  private static String fileName(UploadId id, ImageFormat type) {
    return id.text() + "." + type.extension();
  }
}
