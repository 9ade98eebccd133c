package dev.afterglow.engines.preview.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Picture;
import dev.afterglow.engines.preview.PreviewSheet;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.prompt.SceneReader;
import dev.afterglow.media.headers.ImageFormat;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PhotoTest {
  private static final Space SPACE = new Space(320, 180);

  /** A picture whose quarters and rims can be told apart. */
  private static BufferedImage drawn(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(
        new GradientPaint(0, 0, new Color(40, 90, 200), 0, height, new Color(240, 160, 60)));
    pen.fillRect(0, 0, width, height);
    pen.setColor(new Color(20, 120, 40));
    pen.fillOval(width / 3, height / 3, width / 4, height / 2);
    pen.dispose();
    return image;
  }

  private static Picture encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return new Picture(
        bytes.toByteArray(),
        format.equals("png") ? ImageFormat.PNG : ImageFormat.JPEG,
        image.getWidth(),
        image.getHeight());
  }

  /** Mean difference of all colour parts, 0 to 255. */
  private static double apart(BufferedImage a, BufferedImage b) {
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          sum += Math.abs(((a.getRGB(x, y) >> shift) & 255) - ((b.getRGB(x, y) >> shift) & 255));
        }
      }
    }
    return sum / (3.0 * a.getWidth() * a.getHeight());
  }

  @Test
  void theFirstFrameIsThePictureAndLaterOnesMove() throws Exception {
    BufferedImage image = drawn(320, 180);
    Photo photo = Photo.of(encoded(image, "png"), SPACE);
    try (PreviewSheet sheet = new PreviewSheet()) {
      List<BufferedImage> frames =
          sheet.pictures(photo, SceneReader.read("heavy snow, push in", 1), 4, List.of(0.0, 3.9));
      assertTrue(apart(image, frames.get(0)) < 3, "first: " + apart(image, frames.get(0)));
      assertTrue(apart(image, frames.get(1)) > 6, "last: " + apart(image, frames.get(1)));
    }
  }

  @Test
  void aWiderPictureIsCroppedFromItsMiddle() throws IOException {
    BufferedImage image = new BufferedImage(640, 180, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, 640, 180);
    pen.setColor(Color.GREEN);
    pen.fillRect(160, 0, 320, 180);
    pen.dispose();
    Photo photo = Photo.of(encoded(image, "png"), SPACE);
    assertTrue(Arrays.stream(photo.pixels()).allMatch(pixel -> (pixel & 0xffffff) == 0x00ff00));
  }

  @Test
  void aPictureTurnedByItsCameraIsShownUpright() throws IOException {
    BufferedImage lying = new BufferedImage(180, 320, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = lying.createGraphics();
    pen.setColor(Color.BLUE);
    pen.fillRect(0, 0, 180, 160); // the top of the file is the right side as displayed
    pen.dispose();
    byte[] turned = withOrientation(encoded(lying, "jpg").bytes(), 6);
    Photo photo = Photo.of(new Picture(turned, ImageFormat.JPEG, 320, 180), SPACE);
    assertTrue((photo.pixels()[90 * 320 + 300] & 255) > 200, "right side");
    assertTrue((photo.pixels()[90 * 320 + 20] & 255) < 60, "left side");
  }

  /** Adds an EXIF segment (TIFF 6.0, big endian) with one tag, 274, to a JPEG file. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] file = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, file, 0, 2);
    System.arraycopy(exif, 0, file, 2, exif.length);
    System.arraycopy(jpeg, 2, file, 2 + exif.length, jpeg.length - 2);
    return file;
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    byte[] whole = encoded(drawn(320, 180), "jpg").bytes();
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThrows(
        IOException.class, () -> Photo.of(new Picture(half, ImageFormat.JPEG, 320, 180), SPACE));
  }

  @Test
  void depthIsSmoothAndUsesItsWholeRange() throws IOException {
    Depth depth = Depth.of(Photo.of(encoded(drawn(640, 360), "png"), SPACE));
    float[] row = new float[SPACE.width()];
    float low = 1;
    float high = 0;
    for (int y = 0; y < SPACE.height(); y++) {
      depth.row(y, 0, SPACE.width() - 1, row);
      for (int x = 1; x < row.length; x++) {
        assertTrue(Math.abs(row[x] - row[x - 1]) < 0.05f, "tears at " + x + "," + y);
        low = Math.min(low, row[x]);
        high = Math.max(high, row[x]);
      }
    }
    assertEquals(0, low, 0.12f);
    assertEquals(1, high, 0.12f);
  }
}
