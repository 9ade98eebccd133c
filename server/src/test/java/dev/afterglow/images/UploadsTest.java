package dev.afterglow.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  @TempDir Path folder;
  private Instant now = THEN;
  private Uploads uploads;

  @BeforeEach
  void open() throws IOException {
    uploads = Uploads.open(folder, () -> now, new SecureRandom());
  }

  @Test
  void lastGibibyteOfTheDiskIsNotForUploads() throws IOException {
    AtomicLong free = new AtomicLong((1L << 30) - 1);
    Uploads tight = Uploads.open(folder, () -> now, new SecureRandom(), _ -> free.get());
    assertEquals(new Storing.NoSpace(), tight.store(new ByteArrayInputStream(PNG)));
    free.incrementAndGet();
    assertInstanceOf(Storing.Stored.class, tight.store(new ByteArrayInputStream(PNG)));
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
  void typeIsToldByTheFirstBytes(UploadType type, String start) throws IOException {
    assertEquals(type, stored(bytes(start)).type());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GIF", "%PDF-1.7", "<svg/>", "RIFF____WAVE", "hello, this is text"})
  void anythingElseIsUnsupported(String text) throws IOException {
    assertInstanceOf(
        Storing.Unsupported.class, uploads.store(new ByteArrayInputStream(bytes(text))));
    assertEquals(0, files());
  }

  @Test
  void sizeIsBoundedExactly() throws IOException {
    assertInstanceOf(Storing.Stored.class, uploads.store(png(Uploads.MOST_BYTES)));
    assertInstanceOf(Storing.TooLarge.class, uploads.store(png(Uploads.MOST_BYTES + 1)));
    assertEquals(1, files());
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
    assertThrows(IOException.class, () -> uploads.store(broken));
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
    Uploads.open(folder, () -> now, new SecureRandom());
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
    return assertInstanceOf(Storing.Stored.class, uploads.store(new ByteArrayInputStream(file)))
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
