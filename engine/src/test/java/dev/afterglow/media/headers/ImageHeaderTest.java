package dev.afterglow.media.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.media.headers.ImageHeader.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images were written by Pillow and by ffmpeg, all 48 x 32 pixels. */
class ImageHeaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({
    "rgb.png, PNG",
    "rgba.png, PNG",
    "palette.png, PNG",
    "bilevel.png, PNG",
    "gray16.png, PNG",
    "ffmpeg.png, PNG",
    "baseline.jpg, JPEG",
    "progressive.jpg, JPEG",
    "gray.jpg, JPEG",
    "ffmpeg.jpg, JPEG",
    "ffmpeg-422.jpg, JPEG",
    "cmyk.jpg, JPEG",
    "cmyk-progressive.jpg, JPEG",
    "lossy.webp, WEBP",
    "lossless.webp, WEBP",
    "alpha.webp, WEBP",
    "ffmpeg.webp, WEBP"
  })
  void stillImageIsRead(String name, ImageFormat format) throws IOException {
    byte[] file = fixture(name);
    assertEquals(new ImageHeader(format, 48, 32, 1, false, file.length), whole(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"turned.jpg", "turned.png", "turned.webp"})
  void exifTurnsTheImage(String name) throws IOException {
    ImageHeader header = whole(fixture(name));
    assertEquals(6, header.orientation());
    assertEquals(48, header.width());
    assertEquals(32, header.shownWidth());
    assertEquals(48, header.shownHeight());
  }

  @ParameterizedTest
  @ValueSource(strings = {"animated.png", "animated.webp"})
  void animationIsTold(String name) throws IOException {
    ImageHeader header = whole(fixture(name));
    assertTrue(header.animated());
    assertEquals(48, header.width());
  }

  @ParameterizedTest
  @CsvSource({"still.gif, GIF", "still.tiff, TIFF", "still.bmp, BMP", "still.avif, AVIF"})
  void otherFormatsAreForeign(String name, ImageFormat format) throws IOException {
    assertEquals(new Reading.Foreign(format), ImageHeader.read(fixture(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"still.pdf", "first.mp4"})
  void otherFilesAreUnknown(String name) throws IOException {
    assertInstanceOf(Reading.Unknown.class, ImageHeader.read(fixture(name)));
  }

  /**
   * Stuffed zeros, restart markers and fill between segments belong to nothing, and harm nothing.
   */
  @Test
  void strayBytesBeforeAMarkerArePassedOver() throws IOException {
    byte[] file = fixture("baseline.jpg");
    byte[] stray = {0, 1, (byte) 0xFF, 0, (byte) 0xFF, (byte) 0xD3, 7, (byte) 0xFF, (byte) 0xFF};
    byte[] odd = Arrays.copyOf(file, file.length + stray.length);
    int behind = 2 + 18; // the start and JFIF's segment
    System.arraycopy(stray, 0, odd, behind, stray.length);
    System.arraycopy(file, behind, odd, behind + stray.length, file.length - behind);
    assertEquals(odd.length, whole(odd).length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u00ff\u00d8",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<html>",
        "#EXTM3U",
        "RIFF\0\0\0\0WAVE",
        " \u0089PNG\r\n\u001a\n",
        "%PDF-1.7 \u00ff\u00d8\u00ff"
      })
  void otherBytesAreUnknown(String text) {
    byte[] file = text.getBytes(StandardCharsets.ISO_8859_1);
    assertInstanceOf(Reading.Unknown.class, ImageHeader.read(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb.png",
        "turned.png",
        "ffmpeg.png",
        "baseline.jpg",
        "progressive.jpg",
        "turned.jpg",
        "cmyk.jpg",
        "lossy.webp",
        "lossless.webp",
        "alpha.webp",
        "turned.webp"
      })
  void truncatedImageIsNeverWhole(String name) throws IOException {
    byte[] file = fixture(name);
    for (int length = 0; length < file.length; length++) {
      Reading reading = ImageHeader.read(Arrays.copyOf(file, length));
      assertFalse(reading instanceof Reading.Whole, "cut at " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "baseline.jpg", "progressive.jpg", "lossy.webp", "alpha.webp"})
  void whatFollowsTheImageIsNotPartOfIt(String name) throws IOException {
    byte[] file = fixture(name);
    byte[] tail = "PK\u0003\u0004<script>".getBytes(StandardCharsets.ISO_8859_1);
    byte[] polyglot = Arrays.copyOf(file, file.length + tail.length);
    System.arraycopy(tail, 0, polyglot, file.length, tail.length);
    assertEquals(file.length, whole(polyglot).length());
  }

  @Test
  void pixelFloodIsToldFromTheHeaderAtOnce() {
    byte[] png = ImageBytes.png(20_000, 20_000);
    byte[] jpeg = ImageBytes.jpeg(65_535, 65_535, 1);
    byte[] webp = ImageBytes.webp(16_383, 16_383);
    assertTimeoutPreemptively(
        PATIENCE, // a decoder needs more memory than there is
        () -> {
          assertEquals(20_000, whole(png).width());
          assertEquals(65_535, whole(jpeg).height());
          assertEquals(16_383, whole(webp).width());
        });
  }

  @Test
  void imageWithoutPixelsIsBroken() {
    assertBroken(ImageBytes.png(0, 10));
    assertBroken(ImageBytes.png(10, 0));
    assertBroken(ImageBytes.png(-1, 10));
    assertBroken(ImageBytes.jpeg(0, 10, 1));
    assertBroken(ImageBytes.jpeg(10, 0, 1));
    assertBroken(ImageBytes.webp(0, 10));
  }

  @Test
  void secondFrameInAJpegIsBroken() {
    assertBroken(ImageBytes.jpeg(10, 10, 2));
  }

  @Test
  void lyingLengthsAreBroken() throws IOException {
    for (int lie : new int[] {-1, 0, 4, Integer.MAX_VALUE, 181}) {
      byte[] webp = fixture("lossy.webp");
      ByteBuffer.wrap(webp).putInt(4, Integer.reverseBytes(lie));
      assertBroken(webp);
      byte[] png = fixture("rgb.png");
      ByteBuffer.wrap(png).putInt(33, lie); // the length of the second chunk
      assertBroken(png);
    }
  }

  @Test
  void changedPixelsOfAPngAreBroken() throws IOException {
    byte[] png = fixture("rgb.png");
    png[60] ^= 1;
    assertBroken(png);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb.png",
        "turned.png",
        "animated.png",
        "baseline.jpg",
        "progressive.jpg",
        "turned.jpg",
        "lossy.webp",
        "alpha.webp",
        "turned.webp",
        "animated.webp"
      })
  void mutatedImageNeverThrowsAndNeverHangs(String name) throws IOException {
    byte[] file = fixture(name);
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          for (int seed = 0; seed < 2000; seed++) {
            ImageHeader.read(mutated(file, seed));
          }
        });
  }

  @Test
  void tenMegabytesOfTheWorstTakeLittleTime() {
    byte[] fill = new byte[10 << 20];
    Arrays.fill(fill, (byte) 0xFF);
    fill[1] = (byte) 0xD8;
    byte[] stuffed = Arrays.copyOf(ImageBytes.jpeg(10, 10, 1), 10 << 20);
    for (int i = 100; i < stuffed.length - 1; i += 2) {
      stuffed[i] = (byte) 0xFF;
    }
    assertTimeoutPreemptively(
        PATIENCE, // whoever begins anew at each byte needs hours
        () -> {
          assertBroken(fill);
          ImageHeader.read(stuffed);
        });
  }

  private static byte[] mutated(byte[] file, int seed) {
    Random random = new Random(seed);
    byte[] mutated = file.clone();
    for (int change = 0; change <= random.nextInt(4); change++) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }

  private static void assertBroken(byte[] file) {
    assertInstanceOf(Reading.Broken.class, ImageHeader.read(file));
  }

  private static ImageHeader whole(byte[] file) {
    return assertInstanceOf(Reading.Whole.class, ImageHeader.read(file)).header();
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream file = ImageHeaderTest.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("no fixture " + name);
      }
      return file.readAllBytes();
    }
  }
}
