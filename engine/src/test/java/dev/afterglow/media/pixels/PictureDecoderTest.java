package dev.afterglow.media.pixels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.media.headers.ImageBytes;
import dev.afterglow.media.pixels.Undecodable.Reason;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private static final int NEAR = 8;

  /** All but the gray one show the same picture: a white triangle, and a colour in each corner. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "j_sos_se0.jpg",
        "cmyk.jpg",
        "icc_garbage.jpg",
        "j_icc_chunk_lost.jpg",
        "w_icc_lab.webp",
        "j_extraneous_before_eoi.jpg"
      })
  void whatViewersForgiveIsShownInItsRightColors(String name) throws IOException {
    byte[] file = fixture(name);
    PictureDecoder.prove(file);
    BufferedImage image = PictureDecoder.covering(file, 640, 360);
    assertNear(0xe61414, image.getRGB(5, 5));
    assertNear(0xfefefe, image.getRGB(320, 165));
    assertNear(0xf0dc14, image.getRGB(630, 350));
    assertNear(0x4eadb6, image.getRGB(100, 300));
    assertNear(0x996a6b, image.getRGB(500, 60));
  }

  @Test
  void grayStaysWhatItIs() throws IOException {
    assertGray(83, fixture("p_grayalpha83.png"));
    byte opaque = (byte) 255;
    byte[] wide = repeated(64, (byte) 83, opaque);
    assertGray(83, new PngBytes(64, 64, 8, PngBytes.GRAY_ALPHA).rows(64, wide));
    byte[] deep = repeated(64, (byte) 83, (byte) 83, opaque, opaque);
    assertGray(83, new PngBytes(64, 64, 16, PngBytes.GRAY_ALPHA).rows(64, deep));
    assertGray(83, new PngBytes(64, 64, 8, PngBytes.GRAY).rows(64, repeated(64, (byte) 83)));
    byte[] pair = repeated(64, (byte) 83, (byte) 83);
    assertGray(83, new PngBytes(64, 64, 16, PngBytes.GRAY).rows(64, pair));
    // five of fifteen
    assertGray(85, new PngBytes(64, 64, 4, PngBytes.GRAY).rows(64, repeated(32, (byte) 0x55)));
    byte[] transparent = new byte[] {0, 7};
    PngBytes marked = new PngBytes(64, 64, 8, PngBytes.GRAY).chunk("tRNS", transparent);
    assertGray(83, marked.rows(64, repeated(64, (byte) 83)));
  }

  @Test
  void transparencyLiesOnWhite() throws IOException {
    byte half = (byte) 128;
    byte[] row = repeated(64, (byte) 0, half);
    assertGray(127, new PngBytes(64, 64, 8, PngBytes.GRAY_ALPHA).rows(64, row));
    byte[] clear = repeated(64, (byte) 9, (byte) 9, (byte) 9, (byte) 0);
    assertGray(255, new PngBytes(64, 64, 8, PngBytes.RGBA).rows(64, clear));
  }

  /** The numbers 200, 100 and 50 are RGB where Adobe's marker or the names say so, else YCbCr. */
  @ParameterizedTest
  @CsvSource({"-1, 1, false", "0, 1, true", "1, 1, false", "2, 1, false", "-1, 82, true"})
  void adobesMarkerAndNamesDecideAboutColors(int transform, int firstName, boolean rgb)
      throws IOException {
    byte[] file = unmarked();
    if (firstName == 'R') {
      rename(file);
    }
    if (transform >= 0) {
      byte[] marker = {
        (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0
      };
      file = inserted(inserted(file, 2, new byte[] {(byte) transform}), 2, marker);
    }
    assertNear(rgb ? 0xC86432 : 0x5BFF96, PictureDecoder.covering(file, 16, 16).getRGB(3, 3));
  }

  @Test
  void fillAndStrayBytesBeforeMarkersAreNothing() throws IOException {
    byte[] file = fixture("j_sos_se0.jpg");
    byte[] stray = {0, 1, 2, (byte) 0xFF, 0, (byte) 0xFF, (byte) 0xD3, 7, (byte) 0xFF, (byte) 0xFF};
    int at = 2 + 2 + 16; // behind APP0
    assertEquals(0xFF, file[at] & 0xFF);
    byte[] odd = inserted(file, at, stray);
    PictureDecoder.prove(odd);
    assertNear(0xe61414, PictureDecoder.covering(odd, 640, 360).getRGB(5, 5));
  }

  /** The profile exchanges red and green, so that nobody can miss whether it was used. */
  @Test
  void usableProfileIsUsed() throws IOException {
    byte[] profile = exchanged();
    byte[] name = "odd\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] packed = deflated(profile);
    byte[] chunk = Arrays.copyOf(name, name.length + packed.length);
    System.arraycopy(packed, 0, chunk, name.length, packed.length);
    byte[] red = repeated(64, (byte) 230, (byte) 20, (byte) 20);
    byte[] file = new PngBytes(64, 64, 8, PngBytes.RGB).chunk("iCCP", chunk).rows(64, red);
    int shown = PictureDecoder.covering(file, 64, 64).getRGB(9, 9);
    assertTrue((shown >> 8 & 255) > 180 && (shown >> 16 & 255) < 90, Integer.toHexString(shown));
  }

  @Test
  void brokenPixelsAreFound() throws IOException {
    byte[] garbage = "no zlib at all".getBytes(StandardCharsets.US_ASCII);
    byte[] row = new byte[64 * 3];
    byte[] whole = PngBytes.packed(64, row);
    assertBroken(new PngBytes(64, 64, 8, PngBytes.RGB).chunk("IDAT", garbage).end());
    assertBroken(new PngBytes(64, 64, 8, PngBytes.RGB).chunk("IDAT").end());
    assertBroken(new PngBytes(64, 64, 8, PngBytes.RGB).rows(63, row));
    assertBroken(
        new PngBytes(64, 64, 8, PngBytes.RGB)
            .chunk("IDAT", Arrays.copyOf(whole, whole.length / 2))
            .end());
    byte[] filter = new byte[64 * 3 + 1];
    filter[64 * 3] = 9; // where the next row's filter is looked for
    assertBroken(new PngBytes(64, 64, 8, PngBytes.RGB).rows(64, filter));
    assertBroken(new PngBytes(64, 64, 8, PngBytes.PALETTE).rows(64, new byte[64]));
    assertBroken(ImageBytes.png(64, 64));
    assertBroken(ImageBytes.webp(64, 64));
    assertBroken(ImageBytes.jpeg(64, 64, 1));
  }

  @Test
  void jpegWhoseDataEndsEarlyIsBrokenUnlessNextToNothingIsMissing() throws IOException {
    byte[] file = encoded(photo(640, 640));
    assertBroken(cut(file, 0.5));
    assertBroken(cut(file, 0.1));
    PictureDecoder.prove(cut(file, 0.99));
  }

  @Test
  void manyScansOverManyPixelsAreTooCostly() {
    byte[] scans = ImageBytes.jpeg(60_000, 1000, 1);
    byte[] scan = Arrays.copyOfRange(scans, scans.length - 15, scans.length - 2);
    byte[] file = scans;
    for (int i = 0; i < 40; i++) {
      file = inserted(file, file.length - 2, scan);
    }
    byte[] many = file;
    Undecodable refused = assertThrows(Undecodable.class, () -> PictureDecoder.prove(many));
    assertEquals(Reason.TOO_COSTLY, refused.reason());
  }

  @Test
  void indexBeyondThePaletteIsNoFault() {
    byte[] file =
        new PngBytes(64, 64, 8, PngBytes.PALETTE)
            .chunk("PLTE", (byte) 1, (byte) 2, (byte) 3)
            .rows(64, repeated(64, (byte) 200));
    assertDoesNotThrow(() -> PictureDecoder.prove(file));
    assertDoesNotThrow(() -> PictureDecoder.covering(file, 32, 32));
  }

  /** The means of areas: fine stripes become an even gray, whatever the scale. */
  @ParameterizedTest
  @ValueSource(ints = {300, 299, 171, 100, 33})
  void everyPixelCountsWhenAPictureShrinks(int size) throws IOException {
    BufferedImage stripes = new BufferedImage(600, 600, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 600; y++) {
      for (int x = 0; x < 600; x++) {
        stripes.setRGB(x, y, (x + y) % 2 == 0 ? 0xFFFFFF : 0);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(stripes, "png", file);
    BufferedImage small = PictureDecoder.covering(file.toByteArray(), size, size);
    for (int i = 0; i < size; i++) {
      assertEquals(127, small.getRGB(i, size / 2) & 255, 33);
    }
  }

  /** A film of 49 megapixels, in a process that has 48 MB in all. */
  @Test
  void largePictureFitsIntoASmallHeap() throws Exception {
    Process small =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx48m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LargePicture.class.getName()))
            .redirectErrorStream(true)
            .start();
    assertTrue(small.waitFor(180, TimeUnit.SECONDS), "not done in time");
    String said = new String(small.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("535353", said.strip());
  }

  private static void assertBroken(byte[] file) {
    Undecodable refused = assertThrows(Undecodable.class, () -> PictureDecoder.prove(file));
    assertEquals(Reason.BROKEN, refused.reason());
  }

  private static void assertGray(int gray, byte[] file) throws IOException {
    PictureDecoder.prove(file);
    int shown = PictureDecoder.covering(file, 64, 64).getRGB(30, 30) & 0xFFFFFF;
    assertEquals(gray, shown & 255, 1);
    assertEquals(shown & 255, shown >> 8 & 255);
    assertEquals(shown & 255, shown >> 16);
  }

  private static void assertNear(int expected, int shown) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertEquals(
          expected >> shift & 255,
          shown >> shift & 255,
          NEAR,
          () -> Integer.toHexString(shown) + " instead of " + Integer.toHexString(expected));
    }
  }

  private static byte[] repeated(int times, byte... pixel) {
    byte[] row = new byte[times * pixel.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = pixel[i % pixel.length];
    }
    return row;
  }

  private static byte[] inserted(byte[] file, int at, byte[] part) {
    byte[] longer = new byte[file.length + part.length];
    System.arraycopy(file, 0, longer, 0, at);
    System.arraycopy(part, 0, longer, at, part.length);
    System.arraycopy(file, at, longer, at + part.length, file.length - at);
    return longer;
  }

  /** Without the end of its scan's data, but with the marker that ends an image. */
  private static byte[] cut(byte[] jpeg, double kept) {
    byte[] half = Arrays.copyOf(jpeg, (int) (jpeg.length * kept));
    byte[] end = Arrays.copyOf(half, half.length + 4);
    end[half.length + 2] = (byte) 0xFF;
    end[half.length + 3] = (byte) 0xD9;
    return end;
  }

  private static BufferedImage photo(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    for (int i = 0; i < height; i += 8) {
      pen.setColor(new Color(40 + i % 200, 30, 220 - i % 200));
      pen.fillOval(i % 97, i, width - i % 300, 40);
    }
    pen.dispose();
    return image;
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", file);
    return file.toByteArray();
  }

  /** A JPEG with neither JFIF's marker nor Adobe's. */
  private static byte[] unmarked() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 3, null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, new int[] {200, 100, 50});
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** Calls the components R, G and B, in the frame and in the scan. */
  private static void rename(byte[] jpeg) {
    for (int at = 2; (jpeg[at + 1] & 0xFF) != 0xD9; ) {
      int marker = jpeg[at + 1] & 0xFF;
      int step = marker == 0xC0 ? 3 : 2;
      int first = marker == 0xC0 ? at + 10 : at + 5;
      if (marker == 0xC0 || marker == 0xDA) {
        jpeg[first] = 'R';
        jpeg[first + step] = 'G';
        jpeg[first + 2 * step] = 'B';
      }
      if (marker == 0xDA) {
        return;
      }
      at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
    }
  }

  /** sRGB's profile with red's place and green's exchanged. */
  private static byte[] exchanged() {
    byte[] standard = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    ICC_Profile odd = ICC_Profile.getInstance(standard);
    byte[] red = odd.getData(ICC_Profile.icSigRedColorantTag);
    odd.setData(ICC_Profile.icSigRedColorantTag, odd.getData(ICC_Profile.icSigGreenColorantTag));
    odd.setData(ICC_Profile.icSigGreenColorantTag, red);
    return odd.getData();
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream file = PictureDecoderTest.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("no fixture " + name);
      }
      return file.readAllBytes();
    }
  }
}
