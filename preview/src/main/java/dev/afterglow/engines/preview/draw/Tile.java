package dev.afterglow.engines.preview.draw;

/**
 * A square of noise, 0 to 1, that repeats without a seam every {@value #SIDE} steps. Where y is the
 * same for a whole row, blend that row once with {@link #row} and read it with {@link #along}: a
 * third of the work of {@link #at}.
 */
public final class Tile {
  /** Steps after which a tile repeats, in both directions. */
  public static final int SIDE = 512;

  /** Length of a row made by {@link #row}. */
  public static final int ROW = SIDE + 1;

  private static final int MASK = SIDE - 1;

  /** Bits behind the point of a place that is kept in an int, whose 512 steps are {@link #SIDE}. */
  private static final int FRACTION = 23;

  private static final int TURN = 1 << FRACTION;
  private static final int FRACTION_MASK = TURN - 1;

  /** Broad, soft shapes: clouds, mist, slow swells. */
  public static final Tile SOFT = new Tile(4, 7, false);

  /** Small even grain: ripples, spray, foliage. */
  public static final Tile FINE = new Tile(32, 4, false);

  /** Thin bright threads on dark: falling water, foam, caustics. */
  public static final Tile THREADS = new Tile(8, 5, true);

  private final float[] values = new float[SIDE * SIDE];

  private Tile(int features, int octaves, boolean threads) {
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (int i = 0; i < values.length; i++) {
      int line = i / SIDE;
      float x = (float) (i & MASK) / SIDE;
      float y = (float) line / SIDE;
      float value = octaves(x, y, features, octaves, threads);
      values[i] = value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - low) / (high - low);
    }
  }

  private static float octaves(float x, float y, int features, int octaves, boolean threads) {
    float total = 0;
    float strength = 0.5f;
    int period = features;
    for (int octave = 0; octave < octaves && period <= 256; octave++) {
      float noise =
          Noise.periodic(x * period + 0.37f * octave, y * period + 0.61f * octave, period);
      total += strength * (threads ? 1 - 2 * Math.abs(noise) : noise);
      strength *= 0.5f;
      period *= 2;
    }
    return total;
  }

  /** The noise at a point, blended between its four neighbours. */
  public float at(float x, float y) {
    int floorX = (int) Math.floor(x);
    int floorY = (int) Math.floor(y);
    float fx = x - floorX;
    float fy = y - floorY;
    int x0 = floorX & MASK;
    int x1 = (floorX + 1) & MASK;
    int upper = (floorY & MASK) * SIDE;
    int lower = ((floorY + 1) & MASK) * SIDE;
    float a = values[upper + x0];
    float b = values[lower + x0];
    a += (values[upper + x1] - a) * fx;
    b += (values[lower + x1] - b) * fx;
    return a + (b - a) * fy;
  }

  /** Fills a row of length {@link #ROW} with the noise at this y. */
  public void row(float y, float[] row) {
    int floorY = (int) Math.floor(y);
    float fy = y - floorY;
    int upper = (floorY & MASK) * SIDE;
    int lower = ((floorY + 1) & MASK) * SIDE;
    for (int x = 0; x < SIDE; x++) {
      float a = values[upper + x];
      row[x] = a + (values[lower + x] - a) * fy;
    }
    row[SIDE] = row[0];
  }

  /** The noise at this x of a row that {@link #row} filled. */
  public static float along(float[] row, float x) {
    int floorX = (int) Math.floor(x);
    int i = floorX & MASK;
    float a = row[i];
    return a + (row[i + 1] - a) * (x - floorX);
  }

  /**
   * Fills {@code out} for the columns {@code from} to {@code to} with the noise of a row that
   * {@link #row} filled, at evenly spaced places: a third of the work of {@link #along}.
   *
   * @param x the place of column 0
   * @param step from one column to the next
   */
  public static void along(float[] row, double x, double step, int from, int to, float[] out) {
    // a turn of an int is a turn of the tile, so that nothing has to be rounded or wrapped
    int at = (int) (long) ((x + step * from) * TURN);
    int stride = (int) (long) (step * TURN);
    for (int column = from; column <= to; column++, at += stride) {
      int i = at >>> FRACTION;
      float a = row[i];
      out[column] = a + (row[i + 1] - a) * ((at & FRACTION_MASK) * (1f / TURN));
    }
  }
}
