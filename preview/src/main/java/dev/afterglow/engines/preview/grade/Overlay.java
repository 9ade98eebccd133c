package dev.afterglow.engines.preview.grade;

import dev.afterglow.engines.preview.draw.Frame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Writing over the picture: ink, and a soft shadow under it that keeps it readable on anything.
 * Values are 0 to 1, row by row.
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
public record Overlay(
    int left, int top, int width, int height, float[] ink, float[] shadow, Fade fade) {
  /** When the writing is seen. */
  @FunctionalInterface
  public interface Fade {
    /** How opaque the ink is at this moment, 0 to 1. */
    float opacity(Frame frame);
  }

  /** An overlay of an outline, with room around it for its shadow. */
  static Overlay of(Path2D outline, int left, int top, int blur, Fade fade) {
    Rectangle2D bounds = outline.getBounds2D();
    int width = (int) Math.ceil(bounds.getWidth()) + 6 * blur;
    int height = (int) Math.ceil(bounds.getHeight()) + 6 * blur;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.translate(3 * blur - bounds.getX(), 3 * blur - bounds.getY());
    pen.setColor(Color.WHITE);
    pen.fill(outline);
    pen.dispose();
    byte[] covered = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    float[] ink = new float[covered.length];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (covered[i] & 255) / 255f;
    }
    float[] shadow = blurred(blurred(ink, width, height, blur), width, height, blur);
    for (int i = 0; i < shadow.length; i++) {
      shadow[i] = Math.min(1, shadow[i] * 1.8f);
    }
    return new Overlay(left - 3 * blur, top - 3 * blur, width, height, ink, shadow, fade);
  }

  private static float[] blurred(float[] from, int width, int height, int radius) {
    float[] across = new float[from.length];
    float[] out = new float[from.length];
    float part = 1f / (2 * radius + 1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int k = Math.max(0, x - radius); k <= Math.min(width - 1, x + radius); k++) {
          across[y * width + x] += from[y * width + k] * part;
        }
      }
    }
    for (int y = 0; y < height; y++) {
      for (int k = Math.max(0, y - radius); k <= Math.min(height - 1, y + radius); k++) {
        for (int x = 0; x < width; x++) {
          out[y * width + x] += across[k * width + x] * part;
        }
      }
    }
    return out;
  }

  void lay(int y, Frame frame, int columns, float[] red, float[] green, float[] blue) {
    int row = y - top;
    float opacity = row < 0 || row >= height ? 0 : fade.opacity(frame);
    if (opacity <= 0) {
      return;
    }
    int from = Math.max(0, -left);
    int to = Math.min(width, columns - left);
    for (int x = from; x < to; x++) {
      float ground = 1 - shadow[row * width + x] * opacity * 0.6f;
      float letter = ink[row * width + x] * opacity;
      int i = left + x;
      red[i] = red[i] * ground * (1 - letter) + letter;
      green[i] = green[i] * ground * (1 - letter) + letter;
      blue[i] = blue[i] * ground * (1 - letter) + letter;
    }
  }
}
