package dev.afterglow.engines.preview.grade;

import dev.afterglow.engines.preview.draw.Frame;

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
