package dev.afterglow.media.finishing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.media.headers.PlainFilm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlainFilmTest {
  private static final String PICTURES = "testsrc2=s=320x180:r=24:d=1";
  private static final String TONE = "sine=frequency=440:sample_rate=48000:duration=1";

  @TempDir Path folder;
  private TestFilms films;

  @BeforeEach
  void open() throws IOException {
    films = new TestFilms(folder);
  }

  @Test
  void whatEveryBrowserPlaysIsPlain() throws Exception {
    assertTrue(plain(films.mp4("sound", PICTURES, TONE)));
    assertTrue(plain(films.mp4("silent", PICTURES, "")));
  }

  @Test
  void otherCodecsAndColoursAreNot() throws Exception {
    assertFalse(plain(films.film("vp9.mp4", PICTURES, "", "-c:v", "libvpx-vp9", "-b:v", "200k")));
    assertFalse(
        plain(films.film("mpeg4.mp4", PICTURES, "", "-c:v", "mpeg4", "-pix_fmt", "yuv420p")));
    assertFalse(plain(films.mp4("opus", PICTURES, TONE, "-c:a", "opus", "-strict", "-2")));
    Path film = films.mp4("high422", PICTURES, "");
    replace(film, "avcC", 5, (byte) 122); // High 4:2:2, which browsers refuse
    assertFalse(plain(film));
  }

  @Test
  void turnedAndStretchedPicturesAreNot() throws Exception {
    assertFalse(plain(films.mp4("stretched", PICTURES + ",setsar=4/3", "")));
    Path film = films.mp4("turned", PICTURES, "");
    replace(film, "tkhd", 4 + 40, (byte) 0xFF); // the first number of its matrix
    assertFalse(plain(film));
  }

  @Test
  void whatIsNoFilmOrHasMoreTracksIsNot() throws Exception {
    assertFalse(plain(Files.writeString(folder.resolve("page.mp4"), "<html>soon</html>")));
    assertFalse(plain(Files.createFile(folder.resolve("empty.mp4"))));
    Path film = films.mp4("cut", PICTURES, TONE);
    byte[] whole = Files.readAllBytes(film);
    assertFalse(plain(Files.write(film, Arrays.copyOf(whole, whole.length - 1))));
    assertFalse(plain(films.film("sound.mp4", TONE, "", "-c:a", "aac")));
    Path two =
        films.mp4(
            "two", PICTURES, PICTURES, "-map", "0:v", "-map", "1:v", "-movflags", "+faststart");
    assertFalse(plain(two));
  }

  private static boolean plain(Path film) throws IOException {
    try (FileChannel file = FileChannel.open(film)) {
      return PlainFilm.is(file);
    }
  }

  /** Writes one byte so far behind the beginning of a box's name. */
  private static void replace(Path film, String box, int behind, byte value) throws IOException {
    String bytes = new String(Files.readAllBytes(film), StandardCharsets.ISO_8859_1);
    int at = bytes.indexOf(box);
    assertTrue(at > 0, box);
    try (FileChannel file = FileChannel.open(film, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {value}), at + behind);
    }
  }
}
