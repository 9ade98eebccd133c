package dev.afterglow.engines.preview.letters;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The mark in the corner of every film as an outline. It was taken from Noto Sans SC once and lies
 * beside this class, so that no film depends on the fonts of the Java runtime.
 */
public final class Mark {
  /** What the mark says. */
  public static final String TEXT = "Afterglow preview";

  /** The size of the em square that the stored outline was set at. */
  private static final float EM = 1000;

  private static final String RESOURCE = "mark.path";

  private Mark() {}

  /**
   * The outline of the mark with its baseline at y 0, from x 0 to the right.
   *
   * @param size of the em square, in pixels
   */
  public static Path2D outline(float size) {
    Path2D outline = new Path2D.Float();
    stored().lines().forEach(segment -> add(outline, segment.split(" ")));
    outline.transform(AffineTransform.getScaleInstance(size / EM, size / EM));
    return outline;
  }

  /** Adds one segment: a letter of SVG's path grammar, and its absolute coordinates. */
  private static void add(Path2D outline, String[] segment) {
    float[] at = new float[segment.length - 1];
    for (int i = 0; i < at.length; i++) {
      at[i] = Float.parseFloat(segment[i + 1]);
    }
    switch (segment[0]) {
      case "M" -> outline.moveTo(at[0], at[1]);
      case "L" -> outline.lineTo(at[0], at[1]);
      case "Q" -> outline.quadTo(at[0], at[1], at[2], at[3]);
      case "Z" -> outline.closePath();
      default -> throw new IllegalStateException(RESOURCE + ": " + segment[0]);
    }
  }

  private static String stored() {
    try (InputStream in = Objects.requireNonNull(Mark.class.getResourceAsStream(RESOURCE))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
