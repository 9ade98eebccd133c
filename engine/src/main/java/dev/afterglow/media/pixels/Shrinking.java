package dev.afterglow.media.pixels;

import java.util.Arrays;

/**
 * Fewer pixels from many: each new one is the mean of the area that it covers, so that nothing fine
 * is lost or begins to flicker.
 */
final class Shrinking {
  private static final double NOTHING = 1e-9;

  private final Rows rows;
  private final int width;
  private final int height;
  private final int channels;
  private final int[] column;
  private final float[] share;

  /**
   * @param width at most the rows' own
   * @param height at most the rows' own
   */
  Shrinking(Rows rows, int width, int height) {
    this.rows = rows;
    this.width = width;
    this.height = height;
    channels = rows.channels();
    column = new int[rows.width()];
    share = new float[rows.width()];
    for (int x = 0; x < column.length; x++) {
      column[x] = first(x, width, column.length);
      share[x] = share(x, width, column.length);
    }
  }

  /** The new pixels, row by row, one byte for each channel. */
  byte[] pixels() {
    byte[] pixels = new byte[width * height * channels];
    float[] row = new float[rows.width() * channels];
    float[] narrow = new float[width * channels];
    float[] now = new float[width * channels];
    float[] next = new float[width * channels];
    int done = 0;
    for (int y = 0; y < rows.height(); y++) {
      rows.row(y, row);
      narrow(row, narrow);
      int target = first(y, height, rows.height());
      if (target > done) {
        write(now, pixels, done);
        float[] emptied = now;
        now = next;
        next = emptied;
        Arrays.fill(next, 0);
        done = target;
      }
      float part = share(y, height, rows.height());
      add(narrow, part * height / rows.height(), now);
      if (part < 1) {
        add(narrow, (1 - part) * height / rows.height(), next);
      }
    }
    write(now, pixels, done);
    return pixels;
  }

  /** The new pixel in which an old one begins. */
  private static int first(int old, int fresh, int count) {
    return (int) ((long) old * fresh / count);
  }

  /** How much of an old pixel lies in the new one in which it begins; the rest is in the next. */
  private static float share(int old, int fresh, int count) {
    double begin = (double) old * fresh / count;
    double end = (double) (old + 1) * fresh / count;
    double edge = first(old, fresh, count) + 1.0;
    return end <= edge + NOTHING ? 1 : (float) ((edge - begin) / (end - begin));
  }

  private void narrow(float[] row, float[] narrow) {
    Arrays.fill(narrow, 0);
    float unit = (float) width / column.length;
    for (int x = 0; x < column.length; x++) {
      int to = column[x] * channels;
      float here = share[x] * unit;
      float beside = unit - here;
      for (int channel = 0; channel < channels; channel++) {
        float value = row[x * channels + channel];
        narrow[to + channel] += value * here;
        if (beside > 0) {
          narrow[to + channels + channel] += value * beside;
        }
      }
    }
  }

  private static void add(float[] row, float weight, float[] sum) {
    for (int i = 0; i < row.length; i++) {
      sum[i] += row[i] * weight;
    }
  }

  private void write(float[] row, byte[] pixels, int y) {
    for (int i = 0; i < row.length; i++) {
      pixels[y * row.length + i] = (byte) Math.clamp(Math.round(row[i]), 0, 255);
    }
  }
}
