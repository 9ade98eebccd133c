package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.preview.draw.Curves;

/**
 * How near each part of a photograph seems, 0 to 1, on a coarse grid. A guess without a model of
 * the world: what is low, central, full of detail and unlike the picture's rim is near. It is
 * blurred so far that moving by it bends nothing visibly and tears nothing.
 */
final class Depth {
  static final int STEP = 16;

  private final int columns;
  private final int rows;
  private final float[] near;

  private Depth(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.near = new float[columns * rows];
  }

  static Depth of(Photo photo) {
    Depth depth = new Depth(photo.width() / STEP + 2, photo.height() / STEP + 2);
    float[] detail = depth.detail(photo);
    float[] foreign = depth.foreign(photo);
    depth.blur(detail, 3);
    depth.blur(foreign, 2);
    for (int row = 0; row < depth.rows; row++) {
      for (int column = 0; column < depth.columns; column++) {
        int i = row * depth.columns + column;
        float x = (float) column / (depth.columns - 1) - 0.5f;
        float y = (float) row / (depth.rows - 1);
        float low = Curves.smooth(0.25f, 1, y);
        float central = Curves.fall(x * x * 9 + (y - 0.55f) * (y - 0.55f) * 5);
        depth.near[i] =
            0.42f * low + 0.34f * central * (0.35f + 0.65f * foreign[i]) + 0.24f * detail[i];
      }
    }
    int reach = Math.max(2, Math.min(depth.columns, depth.rows) / 12);
    depth.blur(depth.near, reach);
    depth.blur(depth.near, reach);
    stretch(depth.near);
    return depth;
  }

  private float[] detail(Photo photo) {
    float[] detail = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float sum = 0;
        for (int k = 0; k < STEP; k += 4) {
          int x = Math.min(photo.width() - 2, column * STEP + k);
          int y = Math.min(photo.height() - 2, row * STEP + k);
          sum += Math.abs(photo.luma(x, y) - photo.luma(x + 1, y));
          sum += Math.abs(photo.luma(x, y) - photo.luma(x, y + 1));
        }
        detail[row * columns + column] = Math.min(1, sum * 3);
      }
    }
    return detail;
  }

  /** How far each colour is from those along the upper rim and the sides. */
  private float[] foreign(Photo photo) {
    float[] rim = new float[3];
    int count = 0;
    for (int x = 0; x < photo.width(); x += STEP) {
      add(rim, photo.pixels()[x]);
      count++;
    }
    for (int y = 0; y < photo.height() / 2; y += STEP) {
      add(rim, photo.pixels()[y * photo.width()]);
      add(rim, photo.pixels()[(y + 1) * photo.width() - 1]);
      count += 2;
    }
    float[] foreign = new float[columns * rows];
    for (int i = 0; i < foreign.length; i++) {
      int x = Math.min(photo.width() - 1, i % columns * STEP);
      int y = Math.min(photo.height() - 1, i / columns * STEP);
      float[] here = new float[3];
      add(here, photo.pixels()[y * photo.width() + x]);
      float apart = 0;
      for (int k = 0; k < 3; k++) {
        apart += Math.abs(here[k] - rim[k] / count);
      }
      foreign[i] = Math.min(1, apart / 330);
    }
    return foreign;
  }

  private static void add(float[] sum, int pixel) {
    sum[0] += (pixel >> 16) & 255;
    sum[1] += (pixel >> 8) & 255;
    sum[2] += pixel & 255;
  }

  private void blur(float[] plane, int reach) {
    float[] other = new float[plane.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float sum = 0;
        for (int k = -reach; k <= reach; k++) {
          sum += plane[row * columns + Math.clamp(column + k, 0, columns - 1)];
        }
        other[row * columns + column] = sum / (2 * reach + 1);
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float sum = 0;
        for (int k = -reach; k <= reach; k++) {
          sum += other[Math.clamp(row + k, 0, rows - 1) * columns + column];
        }
        plane[row * columns + column] = sum / (2 * reach + 1);
      }
    }
  }

  private static void stretch(float[] plane) {
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (float value : plane) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float range = Math.max(0.05f, high - low);
    for (int i = 0; i < plane.length; i++) {
      plane[i] = (plane[i] - low) / range;
    }
  }

  /** Draws a row of pixels out of the grid. */
  void row(int y, int from, int to, float[] out) {
    int upper = y / STEP;
    float part = (float) (y - upper * STEP) / STEP;
    int a = upper * columns;
    int b = a + columns;
    for (int x = from; x <= to; x++) {
      int cell = x / STEP;
      float across = (float) (x - cell * STEP) / STEP;
      float top = near[a + cell] + (near[a + cell + 1] - near[a + cell]) * across;
      float bottom = near[b + cell] + (near[b + cell + 1] - near[b + cell]) * across;
      out[x] = top + (bottom - top) * part;
    }
  }
}
