package dev.afterglow.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.media.headers.ImageFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {
  private static final byte[] PNG = bytes("\u0089PNG\r\n\u001a\n and more");
  private static final Instant THEN = Instant.parse("2026-11-22T10:00:00.123Z");

  private static final String OWNER = "own_1";

  @TempDir Path folder;
  private Instant now = THEN;
  private Uploads uploads;

  @BeforeEach
  void open() throws IOException {
    uploads = open(1L << 30);
  }

  private Uploads open(long mostBytesPerOwner) throws IOException {
    return Uploads.open(
        folder, () -> now, new SecureRandom(), DiskSpace.endless(), mostBytesPerOwner);
  }

  /** One of a length that nobody knows before. */
  static Storing store(Uploads uploads, String owner, InputStream source) throws IOException {
    try (UploadRoom room = uploads.room(owner, 0)) {
      return room.refusal().isPresent() ? room.refusal().get() : uploads.store(room, source);
    }
  }

  @Test
  void uploadsStopLongBeforeTheServerIsNotReady() throws IOException {
    AtomicLong free = new AtomicLong(20_000_000);
    DiskSpace disk = new DiskSpace(free::get, 10_000_000);
    Uploads tight = Uploads.open(folder, () -> now, new SecureRandom(), disk, 1 << 20);
    assertInstanceOf(Storing.Stored.class, store(tight, OWNER, new ByteArrayInputStream(PNG)));
    free.set(19_999_999);
    assertEquals(new Storing.NoSpace(), store(tight, OWNER, new ByteArrayInputStream(PNG)));
  }

  @Test
  void ownerKeepsNoMoreThanItsShareAndIsToldWhatIsLeft() throws IOException {
    Uploads small = open(3L * PNG.length - 1);
    assertInstanceOf(Storing.Stored.class, store(small, OWNER, new ByteArrayInputStream(PNG)));
    Upload second =
        assertInstanceOf(Storing.Stored.class, store(small, OWNER, new ByteArrayInputStream(PNG)))
            .upload();
    Storing.OverQuota told = new Storing.OverQuota(PNG.length - 1, 3L * PNG.length - 1);
    assertEquals(told, store(small, OWNER, new ByteArrayInputStream(PNG)));
    assertEquals(told, store(small, OWNER, new ByteArrayInputStream(PNG)), "nothing was counted");
    assertInstanceOf(Storing.Stored.class, store(small, "own_2", new ByteArrayInputStream(PNG)));
    small.delete(OWNER, second);
    assertInstanceOf(Storing.Stored.class, store(small, OWNER, new ByteArrayInputStream(PNG)));
  }

  @Test
  void uploadLargerThanTheWholeShareIsToldFromOneThatDoesNotFitNow() throws IOException {
    Uploads small = open(200_000);
    assertInstanceOf(Storing.Stored.class, store(small, OWNER, png(150_000)));
    assertEquals(new Storing.OverQuota(50_000, 200_000), store(small, OWNER, png(200_000)));
    assertEquals(new Storing.NeverFits(200_000), store(small, OWNER, png(200_001)));
    assertInstanceOf(Storing.Stored.class, store(small, OWNER, png(50_000)), "nothing counted");
    assertInstanceOf(Storing.TooLarge.class, store(small, OWNER, png(Uploads.MOST_BYTES + 1)));
  }

  @Test
  void whatIsKeptCountsAfterARestartAndUntilItIsSwept() throws IOException {
    stored(PNG);
    Uploads again = open(PNG.length);
    assertEquals(
        new Storing.OverQuota(0, PNG.length), store(again, OWNER, new ByteArrayInputStream(PNG)));
    now = THEN.plus(Duration.ofDays(3));
    again.sweep();
    assertInstanceOf(Storing.Stored.class, store(again, OWNER, new ByteArrayInputStream(PNG)));
  }

  @Test
  void refusedAndBrokenUploadsCountNothing() throws IOException {
    Uploads small = open(Uploads.MOST_BYTES + (1 << 20));
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Storing.TooLarge.class, store(small, OWNER, png(Uploads.MOST_BYTES + 1)));
    }
    assertInstanceOf(Storing.Stored.class, store(small, OWNER, png(Uploads.MOST_BYTES)));
  }

  @Test
  void uploadIsFoundByItsLinkAndReadBack() throws IOException {
    Upload upload = stored(PNG);

    Upload found = uploads.find("https://films.shop.org" + upload.path()).orElseThrow();

    assertEquals(upload, found);
    assertEquals(THEN, found.createdAt());
    assertEquals(PNG.length, found.bytes());
    try (InputStream file = uploads.read(found)) {
      assertArrayEquals(PNG, file.readAllBytes());
    }
  }

  @ParameterizedTest
  @CsvSource({"JPEG, '\u00ff\u00d8\u00ff'", "WEBP, RIFF____WEBP", "GIF, GIF87a", "GIF, GIF89a"})
  void typeIsToldByTheFirstBytes(ImageFormat type, String start) throws IOException {
    assertEquals(type, stored(bytes(start)).type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GIF",
        "%PDF-1.7",
        "<svg/>",
        "II*\0________",
        "\0\0\0\u0018ftypheic",
        "RIFF____WAVE",
        "hello, this is text"
      })
  void anythingElseIsUnsupported(String text) throws IOException {
    assertInstanceOf(
        Storing.Unsupported.class, store(uploads, OWNER, new ByteArrayInputStream(bytes(text))));
    assertEquals(0, files());
  }

  @Test
  void sizeIsBoundedExactly() throws IOException {
    assertInstanceOf(Storing.Stored.class, store(uploads, OWNER, png(Uploads.MOST_BYTES)));
    assertInstanceOf(Storing.TooLarge.class, store(uploads, OWNER, png(Uploads.MOST_BYTES + 1)));
    assertEquals(2, files(), "the image and whose it is");
  }

  @Test
  void sourceThatBreaksOffLeavesNothing() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(PNG),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }

              @Override
              public int read(byte[] block, int from, int length) throws IOException {
                throw new IOException("gone");
              }
            });
    assertThrows(IOException.class, () -> store(uploads, OWNER, broken));
    assertEquals(0, files());
  }

  @Test
  void uploadLivesThreeDays() throws IOException {
    Upload upload = stored(PNG);
    now = THEN.plus(Duration.ofDays(3)).minusMillis(1);
    uploads.sweep();
    assertTrue(uploads.find(upload.path()).isPresent());

    now = THEN.plus(Duration.ofDays(3));
    assertTrue(uploads.find(upload.path()).isEmpty());
    uploads.sweep();
    assertEquals(0, files());
  }

  @Test
  void linksAreNeverAlikeAndNeverGuessed() throws IOException {
    Upload upload = stored(PNG);
    assertNotEquals(upload.path(), stored(PNG).path());
    String path = upload.path();
    for (int i = 0; i < path.length(); i++) {
      char other = path.charAt(i) == 'A' ? 'B' : 'A';
      String changed = path.substring(0, i) + other + path.substring(i + 1);
      assertTrue(uploads.find(changed).isEmpty(), changed);
    }
    List<String> odd =
        List.of(
            path + "x",
            "x" + path,
            path + "?a=b",
            "/u/../" + path,
            "//evil.org" + path,
            path.replace("png", "jpg"),
            path.replace("/u/", "/u/%2e%2e/"),
            path + "\n",
            "");
    odd.forEach(link -> assertTrue(find(link).isEmpty(), link));
  }

  @Test
  void linkInPlaceOfAnUploadIsNotFollowed() throws IOException {
    Upload upload = stored(PNG);
    Path secret = Files.write(folder.resolve("secret"), PNG);
    Path file = folder.resolve(upload.id().shard()).resolve(upload.path().substring(3));
    Files.delete(file);
    Files.createSymbolicLink(file, secret);
    assertTrue(uploads.find(upload.path()).isEmpty());
  }

  @Test
  void openingSweepsHalfUploads() throws IOException {
    Files.write(folder.resolve("staging/half"), PNG);
    open(1);
    assertEquals(0, files());
  }

  private Optional<Upload> find(String link) {
    try {
      return uploads.find(link);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Upload stored(byte[] file) throws IOException {
    return assertInstanceOf(
            Storing.Stored.class, store(uploads, OWNER, new ByteArrayInputStream(file)))
        .upload();
  }

  private long files() {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream png(long length) {
    byte[] file = Arrays.copyOf(PNG, (int) length);
    return new ByteArrayInputStream(file);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
