package dev.afterglow.images;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.files.DiskThreads;
import dev.afterglow.files.DurableFiles;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.quota.ByteQuota;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
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
 * Uploaded images on disk. Each lives 72 hours under a link that holds its unguessable name, and
 * nothing but its file remembers it, and an empty file in its owner's folder whose it is. All that
 * one owner keeps is bounded.
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

  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final int BLOCK_BYTES = 65_536;

  /** Uploads that write to the disk at the same moment. */
  private static final int WRITERS = 4;

  private final Path folder;
  private final InstantSource time;
  private final SecureRandom random;
  private final DiskSpace disk;
  private final ByteQuota quota;
  private final DiskThreads threads = new DiskThreads("upload-disk", WRITERS);

  private Uploads(
      Path folder, InstantSource time, SecureRandom random, DiskSpace disk, ByteQuota quota) {
    this.folder = folder;
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
    Path root = Files.createDirectories(folder).toRealPath();
    Uploads uploads = new Uploads(root, time, random, disk, new ByteQuota(mostBytesPerOwner));
    Files.createDirectories(uploads.staging());
    try (DirectoryStream<Path> left = Files.newDirectoryStream(uploads.staging())) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
    uploads.count();
    return uploads;
  }

  /**
   * As {@link #open}, in a folder that other processes write to as well: what is being written
   * there stays. What an owner keeps is counted by each of them, as far as it was there at the
   * start or came through itself.
   */
  public static Uploads shared(
      Path folder, InstantSource time, SecureRandom random, DiskSpace disk, long mostBytesPerOwner)
      throws IOException {
    Path root = Files.createDirectories(folder).toRealPath();
    Uploads uploads = new Uploads(root, time, random, disk, new ByteQuota(mostBytesPerOwner));
    Files.createDirectories(uploads.staging());
    uploads.recount();
    return uploads;
  }

  /** Counts for each owner what all processes together have kept. */
  public void recount() throws IOException {
    Map<String, Long> bytes = new HashMap<>();
    for (Path owner : owners()) {
      try (DirectoryStream<Path> marks = Files.newDirectoryStream(owner)) {
        for (Path mark : marks) {
          Optional<Path> file = marked(mark).filter(Files::exists);
          if (file.isPresent()) {
            bytes.merge(String.valueOf(owner.getFileName()), Files.size(file.get()), Long::sum);
          }
        }
      } catch (NoSuchFileException | DirectoryIteratorException gone) {
        // another process has just deleted what was listed
      }
    }
    quota.set(bytes);
  }

  /**
   * Stores an image, reading no further than one byte beyond the bound.
   *
   * @throws IOException if the source breaks off or the disk refuses; nothing is left then
   */
  public Storing store(String ownerId, InputStream source) throws IOException {
    requireOwner(ownerId);
    if (disk.room() != DiskSpace.Room.AMPLE) {
      return new Storing.NoSpace();
    }
    byte[] head = source.readNBytes(ImageFormat.HEAD_BYTES);
    Optional<ImageFormat> type = ImageFormat.sniff(head).filter(TAKEN::contains);
    if (type.isEmpty()) {
      return new Storing.Unsupported();
    }
    UploadId id = UploadId.fresh(time.instant(), random);
    Writing writing = new Writing(ownerId, staging().resolve(id.text()));
    try {
      writing.copy(head, source);
      if (writing.bytes > MOST_BYTES) {
        return new Storing.TooLarge();
      }
      if (writing.overQuota) {
        return writing.bytes > quota.mostBytes()
            ? new Storing.NeverFits(quota.mostBytes())
            : new Storing.OverQuota(quota.leftBytes(ownerId) + writing.counted, quota.mostBytes());
      }
      Upload upload = keep(ownerId, id, type.get(), writing);
      writing.counted = 0;
      return new Storing.Stored(upload);
    } finally {
      writing.close();
    }
  }

  /** One upload on its way to the disk, counted as it grows. */
  private final class Writing implements AutoCloseable {
    private final String ownerId;
    private final Path staged;
    private long bytes;
    private long counted;
    private boolean overQuota;

    Writing(String ownerId, Path staged) {
      this.ownerId = ownerId;
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
      overQuota = overQuota || !quota.tryTake(ownerId, length);
      if (!overQuota) {
        counted += length;
        threads.call(() -> {
          out.write(block, 0, length);
          return length;
        });
      }
    }

    /** Takes back what did not become an upload. */
    @Override
    public void close() throws IOException {
      quota.giveBack(ownerId, counted);
      Files.deleteIfExists(staged);
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
    Path file = place(id.get(), type.get());
    return Files.isRegularFile(file, NOFOLLOW_LINKS)
        ? Optional.of(new Upload(id.get(), type.get(), Files.size(file)))
        : Optional.empty();
  }

  /** Opens an upload for reading. The caller closes it. */
  public InputStream read(Upload upload) throws IOException {
    Path file = place(upload.id(), upload.type());
    return Files.newInputStream(file, StandardOpenOption.READ, NOFOLLOW_LINKS);
  }

  /** Deletes an upload of this owner before its time. Repeatable. */
  public void delete(String ownerId, Upload upload) throws IOException {
    if (Files.deleteIfExists(place(upload.id(), upload.type()))) {
      quota.giveBack(ownerId, upload.bytes());
    }
    Files.deleteIfExists(mark(ownerId, fileName(upload.id(), upload.type())));
  }

  /** Deletes the uploads whose time is over. */
  public void sweep() throws IOException {
    for (Path owner : owners()) {
      try (DirectoryStream<Path> marks = Files.newDirectoryStream(owner)) {
        for (Path mark : marks) {
          sweep(String.valueOf(owner.getFileName()), mark);
        }
      }
    }
  }

  private void sweep(String ownerId, Path mark) throws IOException {
    Optional<Path> file = marked(mark);
    if (file.isEmpty()) {
      Files.deleteIfExists(mark);
      return;
    }
    if (!alive(UploadId.parse(baseName(mark)).orElseThrow())) {
      long bytes = Files.exists(file.get()) ? Files.size(file.get()) : 0;
      Files.deleteIfExists(file.get());
      Files.deleteIfExists(mark);
      quota.giveBack(ownerId, bytes);
    }
  }

  /** Counts what is kept, and forgets what a crash left of files that are not. */
  private void count() throws IOException {
    for (Path owner : owners()) {
      try (DirectoryStream<Path> marks = Files.newDirectoryStream(owner)) {
        for (Path mark : marks) {
          Optional<Path> file = marked(mark).filter(Files::exists);
          if (file.isPresent()) {
            quota.put(String.valueOf(owner.getFileName()), Files.size(file.get()));
          } else {
            Files.deleteIfExists(mark);
          }
        }
      }
    }
  }

  private List<Path> owners() throws IOException {
    List<Path> owners = new ArrayList<>();
    Path all = Files.createDirectories(folder.resolve("owners"));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
      folders.forEach(owners::add);
    }
    return owners;
  }

  /** The file that a mark stands for. */
  private Optional<Path> marked(Path mark) {
    return UploadId.parse(baseName(mark))
        .map(id -> folder.resolve(id.shard()).resolve(String.valueOf(mark.getFileName())));
  }

  private static String baseName(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
  }

  private boolean alive(UploadId id) {
    Instant now = time.instant();
    return now.isBefore(id.createdAt().plus(LIFE));
  }

  /** The mark comes first: a mark without a file is forgotten, a file without one never swept. */
  private Upload keep(String ownerId, UploadId id, ImageFormat type, Writing written)
      throws IOException {
    Path mark = mark(ownerId, fileName(id, type));
    Files.createDirectories(folder.resolve("owners").resolve(ownerId));
    Files.createFile(mark);
    try {
      Path shard = folder.resolve(id.shard());
      if (!Files.isDirectory(shard, NOFOLLOW_LINKS)) {
        Files.createDirectories(shard);
        DurableFiles.syncFolder(folder);
      }
      DurableFiles.move(written.staged, place(id, type));
    } catch (IOException e) {
      Files.deleteIfExists(mark);
      throw e;
    }
    return new Upload(id, type, written.bytes);
  }

  private static void requireOwner(String ownerId) {
    if (!OWNER.matcher(ownerId).matches()) {
      throw new IllegalArgumentException("not an owner's id");
    }
  }

  private Path mark(String ownerId, String file) {
    return folder.resolve("owners").resolve(ownerId).resolve(file);
  }

  private Path place(UploadId id, ImageFormat type) {
    return folder.resolve(id.shard()).resolve(fileName(id, type));
  }

  private static String fileName(UploadId id, ImageFormat type) {
    return id.text() + "." + type.extension();
  }

  private Path staging() {
    return folder.resolve("staging");
  }
}
