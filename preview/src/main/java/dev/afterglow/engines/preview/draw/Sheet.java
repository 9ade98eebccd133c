package dev.afterglow.engines.preview.draw;

import java.util.Arrays;

/**
 * What a still picture is painted on before the film begins: colour and coverage in floats, larger
 * than the picture by as much as the camera will ever show.
 */
public final class Sheet {
  /** Hardly anything is painted nearer to the camera than this. */
  private static final float NEAREST = 2.2f;

  private final Space space;
  private final float depth;
  private final int marginX;
  private final int marginY;
  private final int width;
  private final int height;
  private final float[] red;
  private final float[] green;
  private final float[] blue;
  private final float[] alpha;

  private Sheet(Space space, float depth, int marginX, int marginY, float[][] planes) {
    this.space = space;
    this.depth = depth;
    this.marginX = marginX;
    this.marginY = marginY;
    width = space.width() + 2 * marginX;
    height = space.height() + 2 * marginY;
    red = planes[0];
    green = planes[1];
    blue = planes[2];
    alpha = planes[3];
  }

  /** An empty sheet for things of a depth, in planes that may hold an older, finished one. */
  static Sheet empty(Space space, Camera camera, float depth, float[][] planes) {
    int marginX = marginX(space, camera, depth);
    int marginY = marginY(space, camera, depth);
    int size = size(space, marginX, marginY);
    if (planes[0].length < size) {
      // as large as the largest: growing from sheet to sheet would leave all the smaller ones
      // behind
      int most = size(space, marginX(space, camera, NEAREST), marginY(space, camera, NEAREST));
      Arrays.setAll(planes, _ -> new float[Math.max(size, most)]);
    } else {
      for (float[] plane : planes) {
        Arrays.fill(plane, 0, size, 0);
      }
    }
    return new Sheet(space, depth, marginX, marginY, planes);
  }

  private static int marginX(Space space, Camera camera, float depth) {
    return (int) Math.ceil(camera.reachX(depth) * space.scale()) + 4;
  }

  private static int marginY(Space space, Camera camera, float depth) {
    return (int) Math.ceil(camera.reachY(depth) * space.scale()) + 4;
  }

  private static int size(Space space, int marginX, int marginY) {
    return (space.width() + 2 * marginX) * (space.height() + 2 * marginY);
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Pixels in a unit. */
  public float scale() {
    return space.scale();
  }

  /** The depth of what is painted on it. */
  public float depth() {
    return depth;
  }

  int marginX() {
    return marginX;
  }

  int marginY() {
    return marginY;
  }

  /** The x in units of a column. */
  public float unitX(float column) {
    return (column - marginX - space.width() * 0.5f) / space.scale();
  }

  /** The y in units of a row. */
  public float unitY(float row) {
    return (row - marginY) / space.scale();
  }

  /** The column of an x in units. */
  public float column(float unitX) {
    return unitX * space.scale() + space.width() * 0.5f + marginX;
  }

  /** The row of a y in units. */
  public float row(float unitY) {
    return unitY * space.scale() + marginY;
  }

  /** How much of this place is covered, 0 to 1; 0 outside of the sheet. */
  public float covered(int column, int row) {
    boolean inside = column >= 0 && column < width && row >= 0 && row < height;
    return inside ? alpha[row * width + column] : 0;
  }

  /** The colour of a covered place inside of the sheet. */
  public Rgb colour(int column, int row) {
    int i = row * width + column;
    float whole = 1 / Math.max(0.01f, alpha[i]);
    return new Rgb(red[i] * whole, green[i] * whole, blue[i] * whole);
  }

  /** Lays a colour over a place; places outside of the sheet are ignored. */
  public void put(int column, int row, float r, float g, float b, float coverage) {
    if (column < 0 || column >= width || row < 0 || row >= height || coverage <= 0) {
      return;
    }
    int i = row * width + column;
    float part = Math.min(1, coverage);
    red[i] += (r - red[i]) * part;
    green[i] += (g - green[i]) * part;
    blue[i] += (b - blue[i]) * part;
    alpha[i] += (1 - alpha[i]) * part;
  }

  /** Lays a colour over a place. */
  public void put(int column, int row, Rgb colour, float coverage) {
    put(column, row, colour.red(), colour.green(), colour.blue(), coverage);
  }

  /**
   * Lays a lit surface over a place: its own colour, how much it faces the light and the sky, and
   * how much haze lies before it, as {@link Light#on} has it.
   */
  public void lit(
      int column,
      int row,
      Light light,
      float r,
      float g,
      float b,
      float facing,
      float open,
      float hazed,
      float coverage) {
    Rgb key = light.key();
    Rgb fill = light.fill();
    Rgb haze = light.haze();
    put(
        column,
        row,
        Curves.mix(r * (key.red() * facing + fill.red() * open), haze.red(), hazed),
        Curves.mix(g * (key.green() * facing + fill.green() * open), haze.green(), hazed),
        Curves.mix(b * (key.blue() * facing + fill.blue() * open), haze.blue(), hazed),
        coverage);
  }

  /** The same with a colour. */
  public void lit(
      int column,
      int row,
      Light light,
      Rgb colour,
      float facing,
      float open,
      float haze,
      float coverage) {
    lit(
        column,
        row,
        light,
        colour.red(),
        colour.green(),
        colour.blue(),
        facing,
        open,
        haze,
        coverage);
  }

  float[] red() {
    return red;
  }

  float[] green() {
    return green;
  }

  float[] blue() {
    return blue;
  }

  float[] alpha() {
    return alpha;
  }
}
