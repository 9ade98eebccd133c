package dev.afterglow.images;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uploaded images on disk. Each lives 72 hours under a link that holds its unguessable name, and
 * nothing but its file remembers it.
 */
public final class Uploads {
  /** The longest upload. */
  public static final long MOST_BYTES = 20_971_520;

  /** How long an upload and its link live. */
  public static final Duration LIFE = Duration.ofDays(3);

  private static final long LEAST_FREE_BYTES = 1L << 30;
  private static final Pattern LINK =
      Pattern.compile("(?:https?://[^/?#]{1,300})?/u/(up_[0-9A-Z]{42})\\.([a-z]{3,4})");

  private final Path folder;
  private final InstantSource time;
  private final SecureRandom random;

  private final Disk disk;

  private Uploads(Path folder, InstantSource time, SecureRandom random, Disk disk) {
    this.folder = folder;
    this.time = time;
    this.random = random;
    this.disk = disk;
  }

  /** What a folder lies on. */
  @FunctionalInterface
  interface Disk {
    /** The bytes that it can still take. */
    long usableBytes(Path folder) throws IOException;
  }

  /** Opens the store in a folder, which is made if need be, and deletes what was left half done. */
  public static Uploads open(Path folder, InstantSource time, SecureRandom random)
      throws IOException {
    return open(folder, time, random, on -> Files.getFileStore(on).getUsableSpace());
  }

  /** As {@link #open(Path, InstantSource, SecureRandom)}, on this disk. */
  static Uploads open(Path folder, InstantSource time, SecureRandom random, Disk disk)
      throws IOException {
    Path root = Files.createDirectories(folder).toRealPath();
    Uploads uploads = new Uploads(root, time, random, disk);
    Files.createDirectories(uploads.staging());
    try (DirectoryStream<Path> left = Files.newDirectoryStream(uploads.staging())) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
    return uploads;
  }

  /**
   * Stores an image, reading no further than one byte beyond the bound.
   *
   * @throws IOException if the source breaks off or the disk refuses; nothing is left then
   */
  public Storing store(InputStream source) throws IOException {
    if (disk.usableBytes(folder) < LEAST_FREE_BYTES) {
      return new Storing.NoSpace();
    }
    byte[] head = source.readNBytes(UploadType.HEAD_BYTES);
    Optional<UploadType> type = UploadType.ofHead(head);
    if (type.isEmpty()) {
      return new Storing.Unsupported();
    }
    UploadId id = UploadId.fresh(time.instant(), random);
    Path staged = staging().resolve(id.text());
    try {
      long bytes = write(staged, head, source);
      return bytes > MOST_BYTES
          ? new Storing.TooLarge()
          : new Storing.Stored(keep(id, type.get(), staged, bytes));
    } finally {
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
    Optional<UploadType> type = UploadType.ofExtension(parts.group(2));
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

  /** Deletes an upload before its time. Repeatable. */
  public void delete(Upload upload) throws IOException {
    Files.deleteIfExists(place(upload.id(), upload.type()));
  }

  /** Deletes the uploads whose time is over. */
  public void sweep() throws IOException {
    try (var files = Files.find(folder, 2, (file, attributes) -> attributes.isRegularFile())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        Optional<UploadId> id = UploadId.parse(name.replaceFirst("\\..*", ""));
        if (id.isPresent() && name.contains(".") && !alive(id.get())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private boolean alive(UploadId id) {
    Instant now = time.instant();
    return now.isBefore(id.createdAt().plus(LIFE));
  }

  private static long write(Path staged, byte[] head, InputStream source) throws IOException {
    long bytes = head.length;
    try (OutputStream out = Files.newOutputStream(staged, StandardOpenOption.CREATE_NEW)) {
      out.write(head);
      byte[] block = new byte[65_536];
      int read = source.read(block);
      while (read >= 0 && bytes <= MOST_BYTES) {
        out.write(block, 0, read);
        bytes += read;
        read = source.read(block);
      }
    }
    return bytes;
  }

  private Upload keep(UploadId id, UploadType type, Path staged, long bytes) throws IOException {
    try (FileChannel file = FileChannel.open(staged, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Path place = place(id, type);
    Files.createDirectories(folder.resolve(id.shard()));
    Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
    return new Upload(id, type, bytes);
  }

  private Path place(UploadId id, UploadType type) {
    return folder.resolve(id.shard()).resolve(id.text() + "." + type.extension());
  }

  private Path staging() {
    return folder.resolve("staging");
  }
}
