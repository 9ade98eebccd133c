package dev.afterglow.engines.preview.sea;

/**
 * A square of water that repeats without a seam: height and both slopes at each point, at its full
 * resolution and ever coarser ones for what is far away.
 */
final class Patch {
  /** Points along a side. */
  static final int SIDE = 256;

  static final int LEVELS = 7;

  /** Numbers kept of a point: height, slope to the right, slope away from the eye. */
  static final int FIELDS = 3;

  /** Length of a line of points and the first one again. */
  static final int LINE = (SIDE + 1) * FIELDS;

  /** Bits behind the point of a place on the finest level. */
  private static final int FRACTION = 24;

  private static final float UNIT = 1f / (1 << FRACTION);

  private final float metres;
  private final float[][] levels = new float[LEVELS][];
  private final float[] variance = new float[LEVELS];

  /** A patch of this many metres along a side. */
  Patch(float metres) {
    this.metres = metres;
    for (int level = 0; level < LEVELS; level++) {
      int side = SIDE >> level;
      levels[level] = new float[side * side * FIELDS];
    }
  }

  float metres() {
    return metres;
  }

  /** Rows {@code from} to before {@code to} of the finest level, from heights in metres. */
  void take(float[] heights, int from, int to) {
    float perMetre = SIDE / (2 * metres);
    float[] out = levels[0];
    int mask = SIDE - 1;
    for (int y = from; y < to; y++) {
      int up = ((y - 1) & mask) * SIDE;
      int down = ((y + 1) & mask) * SIDE;
      for (int x = 0; x < SIDE; x++) {
        int i = (y * SIDE + x) * FIELDS;
        int row = y * SIDE;
        out[i] = heights[row + x];
        out[i + 1] = (heights[row + ((x + 1) & mask)] - heights[row + ((x - 1) & mask)]) * perMetre;
        out[i + 2] = (heights[down + x] - heights[up + x]) * perMetre;
      }
    }
  }

  /** Derives the coarser levels from the finest. */
  void coarsen() {
    for (int level = 1; level < LEVELS; level++) {
      int side = SIDE >> level;
      float[] fine = levels[level - 1];
      float[] out = levels[level];
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int a = (2 * y * 2 * side + 2 * x) * FIELDS;
          int b = a + 2 * side * FIELDS;
          int i = (y * side + x) * FIELDS;
          for (int f = 0; f < FIELDS; f++) {
            out[i + f] =
                0.25f * (fine[a + f] + fine[a + FIELDS + f] + fine[b + f] + fine[b + FIELDS + f]);
          }
        }
      }
    }
    for (int level = 0; level < LEVELS; level++) {
      variance[level] = variance(levels[level]);
    }
  }

  private static float variance(float[] points) {
    double sum = 0;
    for (int i = 0; i < points.length; i += FIELDS) {
      sum += points[i + 1] * points[i + 1] + points[i + 2] * points[i + 2];
    }
    return (float) (sum * FIELDS / points.length / 2);
  }

  /** The slope variance in one direction that a level no longer shows. */
  float lost(float level) {
    float held = Math.clamp(level, 0, LEVELS - 1);
    int lower = Math.min((int) held, LEVELS - 2);
    float part = held - lower;
    return variance[0] - (variance[lower] + (variance[lower + 1] - variance[lower]) * part);
  }

  /**
   * Blends the line of a level that lies at this z, in metres, which ends with its first point
   * again.
   *
   * @param line receives {@value #LINE} values, whatever the level
   */
  void line(int level, float z, float[] line) {
    int side = SIDE >> level;
    int mask = side - 1;
    float[] points = levels[level];
    float v = z * side / metres;
    int floor = (int) Math.floor(v);
    float part = v - floor;
    int upper = (floor & mask) * side * FIELDS;
    int lower = ((floor + 1) & mask) * side * FIELDS;
    int length = side * FIELDS;
    for (int i = 0; i < length; i++) {
      line[i] = points[upper + i] + (points[lower + i] - points[upper + i]) * part;
    }
    line[length] = line[0];
    line[length + 1] = line[1];
    line[length + 2] = line[2];
  }

  /**
   * A place along a line of a level, or a way along it, whose whole turn is a turn of the patch: so
   * places may be added without rounding or wrapping.
   */
  int place(double metresAlong, int level) {
    return (int) (long) (metresAlong * density(level) * (1 << (FRACTION + level)));
  }

  /** Where the point before a place begins in its {@link #line}. */
  static int point(int place, int level) {
    return (place >>> (FRACTION + level)) * FIELDS;
  }

  /** How far behind that point it is, 0 to 1. */
  static float part(int place, int level) {
    return ((place << (Integer.SIZE - FRACTION - level)) >>> (Integer.SIZE - FRACTION)) * UNIT;
  }

  /** Points of a level in a metre. */
  float density(int level) {
    return (SIDE >> level) / metres;
  }
}
