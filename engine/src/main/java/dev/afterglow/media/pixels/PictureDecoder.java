package dev.afterglow.media.pixels;

import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.media.headers.ImageHeader;
import dev.afterglow.media.pixels.Undecodable.Reason;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.time.Duration;

/**
 * Bytes to pixels. Pictures share a part of the heap: each is thinned out while it is read until it
 * fits, and waits its turn until there is room, so that memory stays bounded whatever is given and
 * however many come.
 */
public final class PictureDecoder {
  private static final DecodingMemory MEMORY = DecodingMemory.ofHeap(Runtime.getRuntime());

  /** What is kept of a picture that nobody looks at. */
  private static final int PROOF_BYTES = 1 << 20;

  private static final int LEAST_SIDE = 16;
  private static final Duration PROOF_PATIENCE = Duration.ofSeconds(15);
  private static final Duration FILM_PATIENCE = Duration.ofMinutes(2);

  private final ImageHeader header;
  private final Parts parts;

  private PictureDecoder(ImageHeader header, Parts parts) {
    this.header = header;
    this.parts = parts;
  }

  /**
   * Decodes every pixel once, to find what is damaged and what is too much for this server. Takes
   * seconds of a processor for the largest, so never on a virtual thread.
   *
   * @throws Undecodable if no film can begin with it
   */
  public static void prove(byte[] file) throws Undecodable {
    PictureDecoder decoder = opened(file);
    Rectangle all = new Rectangle(decoder.header.width(), decoder.header.height());
    int thin = decoder.thinning(all, LEAST_SIDE, LEAST_SIDE, PROOF_BYTES);
    MEMORY.during(
        decoder.bytes(all, thin) + decoder.parts.codecBytes(),
        () -> decoder.read(all, thin, PROOF_PATIENCE));
  }

  /**
   * The largest part from the middle that has these proportions, upright, in this size and in sRGB.
   *
   * @throws Undecodable if the bytes cannot be decoded
   */
  public static BufferedImage covering(byte[] file, int width, int height) throws Undecodable {
    PictureDecoder decoder = opened(file);
    boolean turned = Upright.exchangesSides(decoder.header.orientation());
    BufferedImage stored = turned ? decoder.stored(height, width) : decoder.stored(width, height);
    return Upright.scaled(Upright.turned(stored, decoder.header.orientation()), width, height);
  }

  private static PictureDecoder opened(byte[] file) throws Undecodable {
    if (!(ImageHeader.read(file) instanceof ImageHeader.Reading.Whole(ImageHeader header))) {
      throw new Undecodable(Reason.BROKEN, "not a whole picture");
    }
    try {
      Parts parts = Parts.of(file, header);
      // its decoder fills the heap, and no thinning helps
      if (header.format() == ImageFormat.WEBP && parts.codecBytes() > MEMORY.bytes()) {
        throw new Undecodable(Reason.TOO_COSTLY, parts.codecBytes() + " bytes for a WebP");
      }
      return new PictureDecoder(header, parts);
    } catch (RuntimeException broken) {
      throw new Undecodable(Reason.BROKEN, broken);
    }
  }

  /** As the file holds it, not turned, and no larger than asked for. */
  private BufferedImage stored(int width, int height) throws Undecodable {
    Rectangle seen = middle(width, height);
    int thin = thinning(seen, width, height, MEMORY.pictureBytes());
    return MEMORY.during(
        bytes(seen, thin) + parts.codecBytes(),
        () -> shrunk(read(seen, thin, FILM_PATIENCE), width, height));
  }

  private BufferedImage shrunk(Rows rows, int width, int height) {
    int w = Math.min(width, rows.width());
    int h = Math.min(height, rows.height());
    byte[] pixels = new Shrinking(rows, w, h).pixels();
    int[] rgb = Colors.rgb(pixels, rows.channels(), w, h, parts.profile());
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    int[] target = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(rgb, 0, target, 0, rgb.length);
    return image;
  }

  private Rectangle middle(int width, int height) {
    double scale = Math.min((double) header.width() / width, (double) header.height() / height);
    int w = Math.clamp(Math.round(width * scale), 1, header.width());
    int h = Math.clamp(Math.round(height * scale), 1, header.height());
    return new Rectangle((header.width() - w) / 2, (header.height() - h) / 2, w, h);
  }

  /** The least thinning that keeps within the room, as long as enough pixels are left. */
  private int thinning(Rectangle region, int leastWidth, int leastHeight, long room) {
    int thin = 1;
    while (bytes(region, thin) > room
        && region.width / (thin + 1) >= leastWidth
        && region.height / (thin + 1) >= leastHeight) {
      thin++;
    }
    return thin;
  }

  private long bytes(Rectangle region, int thin) {
    return (long) (region.width / thin + 1) * (region.height / thin + 1) * parts.pixelBytes();
  }

  private Rows read(Rectangle region, int thin, Duration patience) throws Undecodable {
    return new PixelReader(header.format(), parts, patience).read(region, thin);
  }
}
