package dev.afterglow.engines.preview.figures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A picture with soft edges, kept at its full size and at ever smaller ones. */
public final class Figure {
  private static final int SMALLEST = 12;

  private final List<Level> levels = new ArrayList<>();

  /** One size: premultiplied colours, packed as alpha, red, green, blue. */
  @SuppressWarnings("ArrayRecordComponent") // one owner, never compared
  record Level(int width, int height, int[] pixels) {}

  private Figure(Level level) {
    levels.add(level);
    while (levels.getLast().width > 2 * SMALLEST && levels.getLast().height > 2 * SMALLEST) {
      levels.add(halved(levels.getLast()));
    }
  }

  /** A figure of this many pixels, drawn by a pen. */
  public static Figure drawn(int width, int height, Consumer<Graphics2D> drawing) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    drawing.accept(pen);
    pen.dispose();
    int[] pixels = new int[width * height];
    image.getRaster().getDataElements(0, 0, width, height, pixels);
    return new Figure(new Level(width, height, pixels));
  }

  private static Level halved(Level level) {
    int width = level.width / 2;
    int height = level.height / 2;
    int[] pixels = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 2 * y * level.width + 2 * x;
        int pixel = 0;
        for (int shift = 0; shift < 32; shift += 8) {
          int sum =
              ((level.pixels[at] >>> shift) & 255)
                  + ((level.pixels[at + 1] >>> shift) & 255)
                  + ((level.pixels[at + level.width] >>> shift) & 255)
                  + ((level.pixels[at + level.width + 1] >>> shift) & 255);
          pixel |= ((sum + 2) / 4) << shift;
        }
        pixels[y * width + x] = pixel;
      }
    }
    return new Level(width, height, pixels);
  }

  /** Height divided by width. */
  float shape() {
    return (float) levels.getFirst().height / levels.getFirst().width;
  }

  /** The smallest level that is still at least as wide as it will be shown. */
  Level level(float shownWidth) {
    Level best = levels.getFirst();
    for (Level level : levels) {
      if (level.width >= shownWidth) {
        best = level;
      }
    }
    return best;
  }
}
