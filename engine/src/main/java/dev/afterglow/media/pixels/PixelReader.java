package dev.afterglow.media.pixels;

import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.media.pixels.Parts.Channels;
import dev.afterglow.media.pixels.Undecodable.Reason;
import java.awt.Rectangle;
import java.awt.image.Raster;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;

/**
 * One run of ImageIO's reader over one picture. Its warnings are no faults: viewers show what it
 * warns of. The one exception is told by the pixels themselves, {@link #lacksPixels}.
 */
final class PixelReader {
  /** JPEG's decoder fills what it has no data for with this value of every channel. */
  private static final int FILLING = 128;

  /** A picture may lack this part of its rows, as the last blocks of some cameras do. */
  private static final double FORGIVEN = 0.05;

  private final ImageFormat format;
  private final Parts parts;
  private final Duration patience;
  private boolean endsEarly;
  private boolean late;

  /**
   * @param patience after this time the reader is stopped where it can be
   */
  PixelReader(ImageFormat format, Parts parts, Duration patience) {
    this.format = format;
    this.parts = parts;
    this.patience = patience;
  }

  /**
   * Decodes.
   *
   * @param region of the stored pixels
   * @param thin one pixel of so many is kept, in both directions
   */
  Rows read(Rectangle region, int thin) throws Undecodable {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.mediaType());
    if (!readers.hasNext()) {
      throw new Undecodable(Reason.BROKEN, "no decoder for " + format);
    }
    ImageReader reader = readers.next();
    try (ImageInputStream input = new Slices(parts.slices())) {
      reader.setInput(input, true, true);
      reader.addIIOReadProgressListener(new Alarm(System.nanoTime() + patience.toNanos()));
      reader.addIIOReadWarningListener(
          (_, warning) -> endsEarly |= warning.toLowerCase(Locale.ROOT).contains("premature end"));
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceRegion(region);
      param.setSourceSubsampling(thin, thin, 0, 0);
      Rows rows = rows(reader, param);
      if (late) {
        throw new Undecodable(Reason.TOO_COSTLY, "more than " + patience);
      }
      return rows;
    } catch (Undecodable e) {
      throw e;
    } catch (IOException | RuntimeException broken) {
      throw new Undecodable(Reason.BROKEN, broken);
    } finally {
      reader.dispose();
    }
  }

  private Rows rows(ImageReader reader, ImageReadParam param) throws IOException {
    if (parts.channels() == Channels.OF_THE_MODEL) {
      return Rows.of(reader.read(0, param));
    }
    Raster raster = reader.readRaster(0, param);
    if (endsEarly && lacksPixels(raster)) {
      throw new Undecodable(Reason.BROKEN, "the data ends before the picture does");
    }
    return Rows.of(raster, parts.channels());
  }

  /** Whether more rows at the end than are forgiven hold the decoder's filling and nothing else. */
  private static boolean lacksPixels(Raster raster) {
    int rows = raster.getHeight();
    int filled = 0;
    int[] row = new int[raster.getWidth() * raster.getNumBands()];
    while (filled < rows && isFilling(raster, rows - 1 - filled, row)) {
      filled++;
    }
    return filled > rows * FORGIVEN;
  }

  private static boolean isFilling(Raster raster, int y, int[] row) {
    raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
    for (int value : row) {
      if (value != FILLING) {
        return false;
      }
    }
    return true;
  }

  /** Looks at the time with each row and stops the reader when it is up. */
  private final class Alarm implements IIOReadProgressListener {
    private final long endNanos;

    Alarm(long endNanos) {
      this.endNanos = endNanos;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      if (!late && System.nanoTime() - endNanos > 0) {
        late = true;
        source.abort();
      }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
  }
}
