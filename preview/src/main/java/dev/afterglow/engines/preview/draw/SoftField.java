package dev.afterglow.engines.preview.draw;

import java.util.Arrays;

/**
 * A soft quantity over the picture, such as the density of mist, kept at about a quarter of the
 * resolution and drawn out between its points.
 */
public final class SoftField {
  /** Gives the value of a point. */
  @FunctionalInterface
  public interface Value {
    /** The value at this pixel of the full picture. */
    float at(float pixelX, float pixelY);
  }

  private final int step;
  private final int width;
  private final int height;
  private final float[] values;

  /** A field of zeros over a picture. */
  public SoftField(Space space) {
    step = Math.max(2, 2 * Math.round(2 * space.scale()));
    width = (space.width() - 1) / step + 2;
    height = (space.height() - 1) / step + 2;
    values = new float[width * height];
  }

  /** Pixels from one point to the next. */
  public int step() {
    return step;
  }

  /** Sets every point on all cores. */
  public void fill(Crew crew, Value value) throws InterruptedException {
    fill(crew, 0, (height - 1) * step, value);
  }

  /** Sets the points that rows from one to another, in pixels, need; other points stay. */
  public void fill(Crew crew, int firstRow, int lastRow, Value value) throws InterruptedException {
    int top = Math.clamp(firstRow / step, 0, height - 1);
    int bottom = Math.clamp(lastRow / step + 1, 0, height - 1);
    crew.each(
        bottom - top + 1,
        4,
        (from, to) -> {
          for (int y = top + from; y < top + to; y++) {
            for (int x = 0; x < width; x++) {
              values[y * width + x] = value.at(x * step, y * step);
            }
          }
        });
  }

  /** Draws the field out over a row: fills {@code out} for the row's columns. */
  public void row(Row row, float[] out) {
    row(row.y(), row.from(), row.to(), out);
  }

  void row(int y, int from, int to, float[] out) {
    int upper = y / step;
    float weight = (float) (y - upper * step) / step;
    Arrays.fill(out, from - from % step, Math.min(out.length, to + step), 0);
    Stretch.add(values, upper * width, (upper + 1) * width, weight, step, from, to, 1, out);
  }
}
