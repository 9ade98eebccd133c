package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stretch;
import java.util.Arrays;

/** A quantity that changes slowly over a sheet, worked out at some points and drawn out between. */
final class Slow {
  /** Gives the value of a point. */
  @FunctionalInterface
  interface Value {
    /** The value at this place in units. */
    float at(float x, float y);
  }

  private final int step;
  private final int width;
  private final int columns;
  private final float[] values;

  private Slow(Sheet sheet, int step) {
    this.step = step;
    columns = sheet.width();
    width = (columns - 1) / step + 2;
    values = new float[width * ((sheet.height() - 1) / step + 2)];
  }

  /** A quantity with a point every so many units. */
  static Slow of(Sheet sheet, Crew crew, float units, Value value) throws InterruptedException {
    Slow slow = new Slow(sheet, Math.max(2, Math.round(units * sheet.scale())));
    crew.each(
        slow.values.length / slow.width,
        4,
        (from, to) -> {
          for (int i = from * slow.width; i < to * slow.width; i++) {
            int x = i % slow.width * slow.step;
            int y = i / slow.width * slow.step;
            slow.values[i] = value.at(sheet.unitX(x), sheet.unitY(y));
          }
        });
    return slow;
  }

  /** A row of room for {@link #row}. */
  float[] room() {
    return new float[columns + step];
  }

  /** Fills a row of the sheet. */
  void row(int row, float[] out) {
    Arrays.fill(out, 0);
    int upper = row / step;
    float weight = (float) (row - upper * step) / step;
    int at = upper * width;
    Stretch.add(values, at, at + width, weight, step, 0, columns - 1, 1, out);
  }
}
