package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.Picture;
import dev.afterglow.media.headers.ImageHeader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Bytes to upright pixels of the film's size. Far larger pictures are thinned out while they are
 * read, and only one is decoded at a time, so that memory stays bounded whatever is given.
 */
final class Decoding {
  private static final Semaphore ONE = new Semaphore(1);

  private final Picture picture;
  private final int width;
  private final int height;

  Decoding(Picture picture, int width, int height) {
    this.picture = picture;
    this.width = width;
    this.height = height;
  }

  BufferedImage image() throws IOException {
    if (!(ImageHeader.read(picture.bytes())
        instanceof ImageHeader.Reading.Whole(ImageHeader header))) {
      throw new IOException("not a whole picture");
    }
    ONE.acquireUninterruptibly();
    try {
      BufferedImage upright = upright(read(header), header.orientation());
      return scaled(covering(upright));
    } finally {
      ONE.release();
    }
  }

  private BufferedImage read(ImageHeader header) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(picture.format().mediaType());
    if (!readers.hasNext()) {
      throw new IOException("no decoder for " + picture.format());
    }
    ImageReader reader = readers.next();
    // never a file on disk: ImageIO's own cache is one
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
      reader.setInput(input, true, true);
      boolean[] warned = new boolean[1];
      IIOReadWarningListener listener = (_, _) -> warned[0] = true;
      reader.addIIOReadWarningListener(listener);
      ImageReadParam param = reader.getDefaultReadParam();
      int thin = thinning(header);
      param.setSourceSubsampling(thin, thin, 0, 0);
      BufferedImage image = reader.read(0, param);
      // a file that was cut off is read half grey, with no more than a warning
      if (warned[0]) {
        throw new IOException("damaged picture");
      }
      return image;
    } catch (RuntimeException broken) {
      throw new IOException("undecodable picture", broken);
    } finally {
      reader.dispose();
    }
  }

  /** At least twice the film's size is kept, for smoothness. */
  private int thinning(ImageHeader header) {
    int spare = Math.min(header.shownWidth() / (2 * width), header.shownHeight() / (2 * height));
    return Math.max(1, spare);
  }

  /** As displayed: EXIF orientation 1 to 8 (TIFF 6.0 tag 274) undone, transparency on white. */
  private static BufferedImage upright(BufferedImage image, int orientation) {
    int w = image.getWidth();
    int h = image.getHeight();
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
          default -> new AffineTransform();
        };
    boolean turned = orientation >= 5;
    BufferedImage upright =
        new BufferedImage(turned ? h : w, turned ? w : h, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = upright.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, upright.getWidth(), upright.getHeight());
    pen.drawImage(image, turn, null);
    pen.dispose();
    return upright;
  }

  /** The largest part from the middle that has the film's proportions. */
  private BufferedImage covering(BufferedImage image) {
    double scale = Math.min((double) image.getWidth() / width, (double) image.getHeight() / height);
    int w = Math.clamp(Math.round(width * scale), 1, image.getWidth());
    int h = Math.clamp(Math.round(height * scale), 1, image.getHeight());
    return image.getSubimage((image.getWidth() - w) / 2, (image.getHeight() - h) / 2, w, h);
  }

  /** Halved until less than twice as large, so that every pixel counts. */
  private BufferedImage scaled(BufferedImage image) {
    BufferedImage now = image;
    while (now.getWidth() >= 2 * width && now.getHeight() >= 2 * height) {
      now =
          drawn(
              now,
              now.getWidth() / 2,
              now.getHeight() / 2,
              RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }
    return drawn(now, width, height, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
  }

  private static BufferedImage drawn(BufferedImage image, int w, int h, Object interpolation) {
    BufferedImage drawn = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = drawn.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
    pen.drawImage(image, 0, 0, w, h, null);
    pen.dispose();
    return drawn;
  }
}
