package dev.afterglow.engines.preview.grade;

import dev.afterglow.engines.preview.draw.Canvas;
import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Stretch;

/** Light that spills over from the brightest parts, blurred at a quarter of the resolution. */
final class Bloom {
  private static final int PASSES = 2;
  private static final int COLUMNS = 64;

  private final int step;
  private final int width;
  private final int height;
  private final int radius;
  private final float[][] light;
  private final float[][] blurred;

  Bloom(int pictureWidth, int pictureHeight, float scale) {
    step = Math.max(2, 2 * Math.round(2 * scale));
    width = (pictureWidth - 1) / step + 2;
    height = (pictureHeight - 1) / step + 2;
    radius = Math.max(2, Math.round(28 * scale / step));
    light = new float[3][width * height];
    blurred = new float[3][width * height];
  }

  void gather(Canvas canvas, float threshold, Crew crew) throws InterruptedException {
    crew.each(height, 8, (from, to) -> extract(canvas, threshold, from, to));
    for (int pass = 0; pass < PASSES; pass++) {
      crew.each(height, 16, this::blurRows);
      int blocks = (width + COLUMNS - 1) / COLUMNS;
      crew.each(blocks, 1, this::blurColumns);
    }
  }

  private void extract(Canvas canvas, float threshold, int from, int to) {
    int half = step / 2;
    for (int y = from; y < to; y++) {
      int row = Math.min(canvas.height() - 1 - half, y * step);
      for (int x = 0; x < width; x++) {
        int column = Math.min(canvas.width() - 1 - half, x * step);
        int a = row * canvas.width() + column;
        int b = a + half * canvas.width();
        spill(canvas, threshold, a, a + half, b, b + half, y * width + x);
      }
    }
  }

  private void spill(Canvas canvas, float threshold, int a, int b, int c, int d, int target) {
    float r = mean(canvas.red(), a, b, c, d);
    float g = mean(canvas.green(), a, b, c, d);
    float bl = mean(canvas.blue(), a, b, c, d);
    // one source must not outshine the picture, and no part may be negative
    float over = Math.clamp((r + g + bl) / 3 - threshold, 0, 1.5f);
    light[0][target] = Math.clamp(r, 0, 3) * over;
    light[1][target] = Math.clamp(g, 0, 3) * over;
    light[2][target] = Math.clamp(bl, 0, 3) * over;
  }

  private static float mean(float[] plane, int a, int b, int c, int d) {
    return (plane[a] + plane[b] + plane[c] + plane[d]) * 0.25f;
  }

  private void blurRows(int from, int to) {
    float part = 1f / (2 * radius + 1);
    for (int plane = 0; plane < 3; plane++) {
      float[] in = light[plane];
      float[] out = blurred[plane];
      for (int y = from; y < to; y++) {
        int row = y * width;
        float sum = in[row] * radius;
        for (int x = 0; x <= radius; x++) {
          sum += in[row + Math.min(width - 1, x)];
        }
        for (int x = 0; x < width; x++) {
          out[row + x] = sum * part;
          sum += in[row + Math.min(width - 1, x + radius + 1)];
          sum -= in[row + Math.max(0, x - radius)];
        }
      }
    }
  }

  /** Blurs blocks of columns downwards, row by row, so that memory is read in order. */
  private void blurColumns(int fromBlock, int toBlock) {
    float part = 1f / (2 * radius + 1);
    int from = fromBlock * COLUMNS;
    int count = Math.min(width, toBlock * COLUMNS) - from;
    float[] sum = new float[count];
    for (int plane = 0; plane < 3; plane++) {
      float[] in = blurred[plane];
      float[] out = light[plane];
      for (int x = 0; x < count; x++) {
        sum[x] = in[from + x] * radius;
      }
      for (int y = 0; y <= radius; y++) {
        int row = Math.min(height - 1, y) * width + from;
        for (int x = 0; x < count; x++) {
          sum[x] += in[row + x];
        }
      }
      for (int y = 0; y < height; y++) {
        int row = y * width + from;
        int entering = Math.min(height - 1, y + radius + 1) * width + from;
        int leaving = Math.max(0, y - radius) * width + from;
        for (int x = 0; x < count; x++) {
          out[row + x] = sum[x] * part;
          sum[x] += in[entering + x] - in[leaving + x];
        }
      }
    }
  }

  /** Adds the light of a whole row, times a strength, to a row of colour. */
  void add(int plane, int y, int columns, float strength, float[] target) {
    int upper = y / step;
    float weight = (float) (y - upper * step) / step;
    int a = upper * width;
    Stretch.add(light[plane], a, a + width, weight, step, 0, columns - 1, strength, target);
  }
}
