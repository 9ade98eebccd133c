package dev.afterglow.engines.preview.draw;

/**
 * A stretch of one row of the canvas that a layer paints: columns {@link #from} to {@link #to},
 * both included, whose places in the planes are {@link #base} plus the column. Belongs to one
 * thread.
 */
public final class Row {
  private static final int SCRATCHES = 8;

  private final Canvas canvas;
  private final float[][] floats = new float[SCRATCHES][];
  private final float[] whole;
  private final int[] ints;
  private Frame frame;
  private int y;
  private int from;
  private int to;

  Row(Canvas canvas, Frame frame) {
    this.canvas = canvas;
    this.frame = frame;
    this.whole = new float[canvas.width()];
    this.ints = new int[canvas.width() * 2 + 1024];
  }

  Row at(Frame now, int row) {
    frame = now;
    y = row;
    return between(0, canvas.width() - 1);
  }

  Row between(int first, int last) {
    from = first;
    to = last;
    return this;
  }

  /** The moment being painted. */
  public Frame frame() {
    return frame;
  }

  /** The row, counted from the top. */
  public int y() {
    return y;
  }

  /** The first column to paint. */
  public int from() {
    return from;
  }

  /** The last column to paint. */
  public int to() {
    return to;
  }

  /** Where column 0 of this row is in the canvas's planes. */
  public int base() {
    return y * canvas.width();
  }

  /** The canvas's red plane. */
  public float[] red() {
    return canvas.red();
  }

  /** The canvas's green plane. */
  public float[] green() {
    return canvas.green();
  }

  /** The canvas's blue plane. */
  public float[] blue() {
    return canvas.blue();
  }

  /**
   * A scratch array that a layer may use while it paints this row: longer than the picture is wide,
   * and at least {@link Tile#ROW} long.
   *
   * @param index 0 to 7
   */
  public float[] scratch(int index) {
    float[] scratch = floats[index];
    if (scratch == null) {
      scratch = new float[Math.max(Tile.ROW, canvas.width() + 64)];
      floats[index] = scratch;
    }
    return scratch;
  }

  int[] ints(int length) {
    if (length > ints.length) {
      throw new IllegalArgumentException("length: " + length + " of " + ints.length);
    }
    return ints;
  }

  /** Lays a colour over column x. */
  public void cover(int x, float r, float g, float b, float alpha) {
    int i = base() + x;
    float[] red = canvas.red();
    float[] green = canvas.green();
    float[] blue = canvas.blue();
    red[i] += (r - red[i]) * alpha;
    green[i] += (g - green[i]) * alpha;
    blue[i] += (b - blue[i]) * alpha;
  }

  /** Adds light to column x. */
  public void glow(int x, float r, float g, float b) {
    int i = base() + x;
    canvas.red()[i] += r;
    canvas.green()[i] += g;
    canvas.blue()[i] += b;
  }

  /**
   * Gives every column a colour: {@code ground}, and as much of {@code over} added to it as {@code
   * parts} says. Whole rows take a fraction of the time of single columns, since the compiler works
   * on arrays with the same index in vectors, and on the canvas, which has another, it does not.
   */
  public void fill(Rgb ground, Rgb over, float[] parts) {
    fill(canvas.red(), ground.red(), over.red(), parts);
    fill(canvas.green(), ground.green(), over.green(), parts);
    fill(canvas.blue(), ground.blue(), over.blue(), parts);
  }

  private void fill(float[] plane, float ground, float over, float[] parts) {
    float[] out = whole;
    for (int x = from; x <= to; x++) {
      out[x] = ground + over * parts[x];
    }
    System.arraycopy(out, from, plane, base() + from, to - from + 1);
  }

  /** Lays a colour over every column, as much as {@code parts} says, 0 to 1. */
  public void cover(Rgb colour, float[] parts) {
    cover(canvas.red(), colour.red(), parts);
    cover(canvas.green(), colour.green(), parts);
    cover(canvas.blue(), colour.blue(), parts);
  }

  private void cover(float[] plane, float colour, float[] parts) {
    float[] out = whole;
    System.arraycopy(plane, base() + from, out, from, to - from + 1);
    for (int x = from; x <= to; x++) {
      out[x] += (colour - out[x]) * parts[x];
    }
    System.arraycopy(out, from, plane, base() + from, to - from + 1);
  }

  /** Lays a colour between two over every column: {@code dark} where {@code light} is 0. */
  public void cover(Rgb dark, Rgb bright, float[] light, float[] parts) {
    cover(canvas.red(), dark.red(), bright.red() - dark.red(), light, parts);
    cover(canvas.green(), dark.green(), bright.green() - dark.green(), light, parts);
    cover(canvas.blue(), dark.blue(), bright.blue() - dark.blue(), light, parts);
  }

  private void cover(float[] plane, float dark, float more, float[] light, float[] parts) {
    float[] out = whole;
    System.arraycopy(plane, base() + from, out, from, to - from + 1);
    for (int x = from; x <= to; x++) {
      out[x] += (dark + more * light[x] - out[x]) * parts[x];
    }
    System.arraycopy(out, from, plane, base() + from, to - from + 1);
  }

  /** Adds light to every column, as much of it as {@code parts} says. */
  public void glow(Rgb colour, float[] parts) {
    glow(canvas.red(), colour.red(), parts);
    glow(canvas.green(), colour.green(), parts);
    glow(canvas.blue(), colour.blue(), parts);
  }

  private void glow(float[] plane, float light, float[] parts) {
    float[] out = whole;
    System.arraycopy(plane, base() + from, out, from, to - from + 1);
    for (int x = from; x <= to; x++) {
      out[x] += light * parts[x];
    }
    System.arraycopy(out, from, plane, base() + from, to - from + 1);
  }
}
