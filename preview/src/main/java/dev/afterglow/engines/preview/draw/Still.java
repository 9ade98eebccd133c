package dev.afterglow.engines.preview.draw;

import org.jspecify.annotations.Nullable;

/**
 * A picture baked once and moved by the camera ever after: 8-bit premultiplied colour, sampled
 * between pixels, with the extent and the longest opaque stretch of each row known beforehand.
 */
public final class Still implements Layer {
  /** How a row of a still bends, such as grass in the wind. */
  @FunctionalInterface
  public interface Sway {
    /** Units by which what stands at this place leans to the right at this moment. */
    float lean(float seconds, float unitX, float unitY);
  }

  /** The least coverage that is kept. */
  private static final float VISIBLE = 0.002f;

  private static final float TO_UNIT = 1 / 255f;

  /** Units from one place to the next at which the wind is worked out. */
  private static final float WIND = 12;

  private final int width;

  /** Rows from the first that is not blank to the last; the others are not kept. */
  private final int height;

  private final int marginX;
  private final int marginY;
  private final float depth;

  /** How many rows of the sheet come before the first one kept. */
  private final int top;

  private final int[] pixels;
  private final int[] first;
  private final int[] last;
  private final int[] solidFirst;
  private final int[] solidLast;

  private Still(Sheet sheet, int top, int bottom) {
    this.top = top;
    width = sheet.width();
    height = bottom - top;
    marginX = sheet.marginX();
    marginY = sheet.marginY();
    depth = sheet.depth();
    pixels = new int[width * height];
    first = new int[height];
    last = new int[height];
    solidFirst = new int[height];
    solidLast = new int[height];
  }

  static Still of(Sheet sheet, Crew crew) throws InterruptedException {
    int top = 0;
    int bottom = sheet.height();
    while (top < bottom && blank(sheet, top)) {
      top++;
    }
    while (top < bottom && blank(sheet, bottom - 1)) {
      bottom--;
    }
    // with a blank row at each edge, which the edges are blended with
    Still still = new Still(sheet, Math.max(0, top - 1), Math.min(sheet.height(), bottom + 1));
    crew.each(
        still.height,
        16,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            still.pack(sheet, y);
            still.measure(y);
          }
        });
    return still;
  }

  private static boolean blank(Sheet sheet, int y) {
    for (int i = y * sheet.width(); i < (y + 1) * sheet.width(); i++) {
      if (sheet.alpha()[i] >= VISIBLE) {
        return false;
      }
    }
    return true;
  }

  private void pack(Sheet sheet, int y) {
    int shift = top * width;
    for (int i = shift + y * width; i < shift + (y + 1) * width; i++) {
      float alpha = Curves.clamp(sheet.alpha()[i]);
      if (alpha < VISIBLE) {
        continue;
      }
      // the same dither for all parts of a pixel keeps its hue
      int hash = i * 0x9E3779B1;
      hash ^= hash >>> 15;
      float dither = ((hash * 0x2C1B3C6D) >>> 8) * 0x1p-24f;
      pixels[i - shift] =
          ((int) (alpha * 255 + 0.5f) << 24)
              | (part(sheet.red()[i], dither) << 16)
              | (part(sheet.green()[i], dither) << 8)
              | part(sheet.blue()[i], dither);
    }
  }

  private static int part(float value, float dither) {
    int part = (int) (value * 255 + dither);
    return part < 0 ? 0 : Math.min(part, 255);
  }

  private void measure(int y) {
    first[y] = width;
    last[y] = -1;
    solidFirst[y] = 1;
    int run = 0;
    for (int x = 0; x < width; x++) {
      int alpha = pixels[y * width + x] >>> 24;
      if (alpha > 0) {
        first[y] = Math.min(first[y], x);
        last[y] = x;
      }
      run = alpha == 255 ? run + 1 : 0;
      if (run > solidLast[y] - solidFirst[y] + 1) {
        solidFirst[y] = x - run + 1;
        solidLast[y] = x;
      }
    }
  }

  /** The same picture, bent by the wind. */
  public Layer swaying(Sway sway) {
    return new Swaying(this, sway);
  }

  private float sourceRow(Frame frame, int y) {
    float middle = frame.space().height() * 0.5f;
    return (y - middle) / frame.zoom(depth) + middle + frame.shiftY(depth) + marginY - top;
  }

  private float sourceColumn(Frame frame, float x) {
    float middle = frame.space().width() * 0.5f;
    return (x - middle) / frame.zoom(depth) + middle + frame.shiftX(depth) + marginX;
  }

  private float targetColumn(Frame frame, float column) {
    float middle = frame.space().width() * 0.5f;
    return (column - marginX - frame.shiftX(depth) - middle) * frame.zoom(depth) + middle;
  }

  @Override
  public void hides(Frame frame, int y, Span span) {
    int row = (int) Math.floor(sourceRow(frame, y));
    if (row < 0 || row + 1 >= height) {
      return;
    }
    int low = Math.max(solidFirst[row], solidFirst[row + 1]);
    int high = Math.min(solidLast[row], solidLast[row + 1]);
    if (high - low > 16) {
      int from = Math.max(0, (int) Math.ceil(targetColumn(frame, low)) + 1);
      int to = (int) Math.floor(targetColumn(frame, high)) - 1;
      span.set(from, Math.min(frame.space().width() - 1, to));
    }
  }

  @Override
  public void paint(Row row) {
    paint(row, null);
  }

  private void paint(Row row, @Nullable Sway sway) {
    Frame frame = row.frame();
    float source = sourceRow(frame, row.y());
    int upper = (int) Math.floor(source);
    if (upper < 0 || upper + 1 >= height) {
      return;
    }
    int slack = sway == null ? 1 : 24;
    int low = Math.max(0, Math.min(first[upper], first[upper + 1]) - slack);
    int high = Math.min(width - 1, Math.max(last[upper], last[upper + 1]) + slack);
    float step = 1 / frame.zoom(depth);
    float origin = sourceColumn(frame, 0);
    int from = Math.max(row.from(), (int) Math.ceil((low - origin) / step));
    int to = Math.min(row.to(), (int) Math.floor((high - 1 - origin) / step));
    if (from > to) {
      return;
    }
    int tightLow = Math.max(0, (int) (origin + from * step) - slack);
    int tightHigh = Math.min(width - 1, (int) (origin + to * step) + 1 + slack);
    int[] blended = row.ints(width);
    blendRows(upper, (int) ((source - upper) * 256), tightLow, tightHigh, blended);
    if (sway == null) {
      sample(row, blended, from, to, origin, step);
    } else {
      float[] lean = row.scratch(7);
      lean(row, sway, from, to, lean);
      sampleLeaning(row, blended, from, to, origin, step, lean);
    }
  }

  private void blendRows(int upper, int weight, int low, int high, int[] blended) {
    int a = upper * width;
    int b = a + width;
    for (int x = low; x <= high; x++) {
      blended[x] = blend(pixels[a + x], pixels[b + x], weight);
    }
  }

  /** Blends two packed colours, two parts at a time. */
  private static int blend(int p, int q, int weight) {
    int rest = 256 - weight;
    int high = ((p >>> 8) & 0xff00ff) * rest + ((q >>> 8) & 0xff00ff) * weight;
    int low = (p & 0xff00ff) * rest + (q & 0xff00ff) * weight;
    return (high & 0xff00ff00) | ((low >>> 8) & 0xff00ff);
  }

  private static void sample(Row row, int[] blended, int from, int to, float origin, float step) {
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    long at = (long) ((origin + from * (double) step) * 65536);
    long stride = (long) (step * 65536.0);
    int base = row.base();
    for (int i = base + from; i <= base + to; i++, at += stride) {
      int column = (int) (at >> 16);
      int one = blended[column];
      int next = blended[column + 1];
      if ((one | next) != 0) {
        lay(red, green, blue, i, blend(one, next, (int) (at >> 8) & 255));
      }
    }
  }

  private static void sampleLeaning(
      Row row, int[] blended, int from, int to, float origin, float step, float[] lean) {
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    int base = row.base();
    int most = blended.length - 2;
    for (int x = from; x <= to; x++) {
      float at = origin + x * step - lean[x];
      int column = Math.clamp((int) at, 0, most);
      int one = blended[column];
      int next = blended[column + 1];
      if ((one | next) != 0) {
        lay(red, green, blue, base + x, blend(one, next, (int) ((at - column) * 256) & 255));
      }
    }
  }

  private static void lay(float[] red, float[] green, float[] blue, int i, int pixel) {
    int alpha = pixel >>> 24;
    if (alpha == 0) {
      return;
    }
    float r = ((pixel >> 16) & 255) * TO_UNIT;
    float g = ((pixel >> 8) & 255) * TO_UNIT;
    float b = (pixel & 255) * TO_UNIT;
    if (alpha == 255) {
      red[i] = r;
      green[i] = g;
      blue[i] = b;
      return;
    }
    float rest = 1 - alpha * TO_UNIT;
    red[i] = red[i] * rest + r;
    green[i] = green[i] * rest + g;
    blue[i] = blue[i] * rest + b;
  }

  /** How many pixels each column leans: wind is smooth, so that only some are worked out. */
  private void lean(Row row, Sway sway, int from, int to, float[] lean) {
    Frame frame = row.frame();
    float scale = frame.space().scale();
    float y = frame.unitY(row.y(), depth);
    float x = frame.unitX(from, depth);
    int every = Math.clamp(Math.round(WIND * scale), 2, 16);
    float stride = frame.unitStep(depth) * every;
    float left = sway.lean(frame.seconds(), x, y) * scale;
    for (int i = from; i <= to; i += every) {
      x += stride;
      float right = sway.lean(frame.seconds(), x, y) * scale;
      float slope = (right - left) / every;
      for (int k = 0; k < every; k++) {
        // held to the slack that paint() allows
        lean[i + k] = Math.max(-22, Math.min(22, left + slope * k));
      }
      left = right;
    }
  }

  /** A still bent by the wind; never counted as hiding anything, since its edges move. */
  private record Swaying(Still still, Sway sway) implements Layer {
    @Override
    public void paint(Row row) {
      still.paint(row, sway);
    }
  }
}
