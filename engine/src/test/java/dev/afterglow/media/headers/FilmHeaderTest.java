package dev.afterglow.media.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.afterglow.media.headers.FilmHeader.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The films were written by ffmpeg: half a second of 64 x 48 pixels. */
class FilmHeaderTest {
  @TempDir Path folder;

  @Test
  void filmWithSoundAndIndexFirstIsRead() throws IOException {
    assertEquals(
        new Reading.Film(new FilmHeader(500, 64, 48, true, true)), read(fixture("first.mp4")));
  }

  @Test
  void silentFilmWithIndexLastIsRead() throws IOException {
    assertEquals(
        new Reading.Film(new FilmHeader(500, 64, 48, false, false)), read(fixture("last.mp4")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>not found</html>", "\0\0\0\010ftyp", "\0\0\0\0ftypisom"})
  void anythingElseIsNotAFilm(String text) throws IOException {
    assertInstanceOf(Reading.NotAFilm.class, read(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void cutFilmIsNotAFilm() throws IOException {
    byte[] file = fixture("last.mp4");
    for (int length = 0; length < file.length; length += 7) {
      assertInstanceOf(Reading.NotAFilm.class, read(Arrays.copyOf(file, length)));
    }
  }

  @Test
  void boxesWithoutEndAreRefused() throws IOException {
    assertInstanceOf(Reading.NotAFilm.class, read(boxes("free", 20_000)));
    byte[] moov = boxes("free", 20_000);
    ByteBuffer.wrap(moov).putInt(8, moov.length - 8).putInt(12, name("moov"));
    assertInstanceOf(Reading.NotAFilm.class, read(moov));
  }

  @Test
  void boxesTooDeepAreRefused() throws IOException {
    ByteBuffer file = ByteBuffer.allocate(8 + 8 * 100);
    file.putInt(8).putInt(name("ftyp")).putInt(8 * 100).putInt(name("moov"));
    for (int left = 99; left > 0; left--) {
      file.putInt(8 * left).putInt(name("trak"));
    }
    assertEquals(new Reading.NotAFilm("boxes deeper than 8"), read(file.array()));
  }

  @Test
  void mutatedFilmNeverThrowsAndNeverHangs() throws IOException {
    byte[] file = fixture("first.mp4");
    Random random = new Random(7);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int round = 0; round < 1000; round++) {
            byte[] mutated = file.clone();
            for (int change = 0; change < 3; change++) {
              mutated[random.nextInt(1500)] = (byte) random.nextInt(256);
            }
            read(mutated);
          }
        });
  }

  /** An ftyp box and then a number of empty boxes. */
  private static byte[] boxes(String name, int count) {
    ByteBuffer file = ByteBuffer.allocate(8 + 8 * count);
    file.putInt(8).putInt(name("ftyp"));
    for (int box = 0; box < count; box++) {
      file.putInt(8).putInt(name(name));
    }
    return file.array();
  }

  private static int name(String letters) {
    return ByteBuffer.wrap(letters.getBytes(StandardCharsets.US_ASCII)).getInt();
  }

  private Reading read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("film.mp4"), bytes);
    try (FileChannel channel = FileChannel.open(file)) {
      return FilmHeader.read(channel);
    }
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream file = FilmHeaderTest.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("no fixture " + name);
      }
      return file.readAllBytes();
    }
  }
}
