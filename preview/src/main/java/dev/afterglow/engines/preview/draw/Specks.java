package dev.afterglow.engines.preview.draw;

import java.util.Arrays;

/**
 * Many small soft things, placed anew for every frame: spray, snow, rain, sparks, stars, birds'
 * wings. Subclasses place them; where they are and how they look is in pixels of the picture.
 */
public abstract class Specks implements Layer {
  private static final int FIELDS = 9;

  private final boolean glowing;
  private float[] specks = new float[256 * FIELDS];
  private int count;
  private int[] rowStart = new int[0];
  private int[] rowSpecks = new int[0];

  /**
   * No specks yet.
   *
   * @param glowing whether they add light to what is behind, or cover it
   */
  protected Specks(boolean glowing) {
    this.glowing = glowing;
  }

  /** Places the specks of this frame by {@link #dot} and {@link #streak}. */
  protected abstract void place(Frame frame);

  /** A soft round speck. */
  protected final void dot(float x, float y, float radius, Rgb colour, float alpha) {
    streak(x, y, x, y, radius, colour, alpha);
  }

  /** A soft line from one point to another. */
  protected final void streak(
      float x0, float y0, float x1, float y1, float radius, Rgb colour, float alpha) {
    if (alpha <= 0.004f) {
      return;
    }
    // thinner than a pixel means fainter, not narrower
    float width = Math.max(radius, 0.6f);
    float strength = alpha * Math.min(1, radius / width);
    if ((count + 1) * FIELDS > specks.length) {
      specks = Arrays.copyOf(specks, specks.length * 2);
    }
    int i = count++ * FIELDS;
    boolean down = y0 <= y1;
    specks[i] = down ? x0 : x1;
    specks[i + 1] = down ? y0 : y1;
    specks[i + 2] = down ? x1 : x0;
    specks[i + 3] = down ? y1 : y0;
    specks[i + 4] = width;
    specks[i + 5] = colour.red();
    specks[i + 6] = colour.green();
    specks[i + 7] = colour.blue();
    specks[i + 8] = strength;
  }

  @Override
  public final void ready(Frame frame, Crew crew) throws InterruptedException {
    count = 0;
    place(frame);
    sortByRows(frame.space().height());
  }

  private void sortByRows(int height) {
    if (rowStart.length != height + 1) {
      rowStart = new int[height + 1];
    }
    Arrays.fill(rowStart, 0);
    for (int i = 0; i < count; i++) {
      for (int y = top(i); y <= bottom(i, height); y++) {
        rowStart[y + 1]++;
      }
    }
    for (int y = 0; y < height; y++) {
      rowStart[y + 1] += rowStart[y];
    }
    if (rowSpecks.length < rowStart[height]) {
      rowSpecks = new int[rowStart[height] * 2];
    }
    int[] next = Arrays.copyOf(rowStart, height);
    for (int i = 0; i < count; i++) {
      for (int y = top(i); y <= bottom(i, height); y++) {
        rowSpecks[next[y]++] = i;
      }
    }
  }

  private int top(int speck) {
    return Math.max(0, (int) Math.ceil(specks[speck * FIELDS + 1] - reach(speck)));
  }

  private int bottom(int speck, int height) {
    return Math.min(height - 1, (int) Math.floor(specks[speck * FIELDS + 3] + reach(speck)));
  }

  private float reach(int speck) {
    return specks[speck * FIELDS + 4] * 2.2f;
  }

  @Override
  public final void paint(Row row) {
    for (int k = rowStart[row.y()]; k < rowStart[row.y() + 1]; k++) {
      paint(row, rowSpecks[k]);
    }
  }

  private void paint(Row row, int speck) {
    int i = speck * FIELDS;
    float x0 = specks[i];
    float y0 = specks[i + 1];
    float dx = specks[i + 2] - x0;
    float dy = specks[i + 3] - y0;
    float reach = reach(speck);
    float length = dx * dx + dy * dy;
    // the part of the line that this row can see
    float near = dy < 1e-3f ? 0 : Curves.clamp((row.y() - reach - y0) / dy);
    float far = dy < 1e-3f ? 1 : Curves.clamp((row.y() + reach - y0) / dy);
    float left = x0 + Math.min(dx * near, dx * far) - reach;
    float right = x0 + Math.max(dx * near, dx * far) + reach;
    int from = Math.max(row.from(), (int) Math.ceil(left));
    int to = Math.min(row.to(), (int) Math.floor(right));
    float sharpness = 1 / (specks[i + 4] * specks[i + 4]);
    float inverse = length < 1e-3f ? 0 : 1 / length;
    float down = row.y() - y0;
    for (int x = from; x <= to; x++) {
      float across = x - x0;
      float t = Curves.clamp((across * dx + down * dy) * inverse);
      float offX = across - t * dx;
      float offY = down - t * dy;
      float alpha = specks[i + 8] * Curves.fall((offX * offX + offY * offY) * sharpness);
      if (glowing) {
        row.glow(x, specks[i + 5] * alpha, specks[i + 6] * alpha, specks[i + 7] * alpha);
      } else {
        row.cover(x, specks[i + 5], specks[i + 6], specks[i + 7], alpha);
      }
    }
  }
}
