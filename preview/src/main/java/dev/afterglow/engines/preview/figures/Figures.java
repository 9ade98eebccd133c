package dev.afterglow.engines.preview.figures;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Row;
import java.util.ArrayList;
import java.util.List;

/** Figures placed anew for every frame. Subclasses place them, those farther back first. */
public abstract class Figures implements Layer {
  private final List<Placed> placed = new ArrayList<>();

  /** Nothing placed yet. */
  protected Figures() {}

  /** Places the figures of this frame by {@link #put}. */
  protected abstract void place(Frame frame);

  /** Shows a figure. */
  protected final void put(Figure figure, Pose pose) {
    if (pose.alpha() > 0.004f && Math.abs(pose.width()) * pose.turn() > 0.5f) {
      placed.add(new Placed(figure, pose));
    }
  }

  @Override
  public final void ready(Frame frame, Crew crew) {
    placed.clear();
    place(frame);
  }

  @Override
  public final void paint(Row row) {
    for (Placed figure : placed) {
      if (row.y() >= figure.top && row.y() <= figure.bottom) {
        figure.paint(row);
      }
    }
  }

  /** One figure in its place, ready to be sampled. */
  private static final class Placed {
    private static final float TO_UNIT = 1 / 255f;

    final int top;
    final int bottom;
    private final Pose pose;
    private final Figure.Level level;
    private final float cos;
    private final float sin;
    private final float reach;
    private final float shownWidth;
    private final float shownHeight;
    private final float swing;

    Placed(Figure figure, Pose pose) {
      this.pose = pose;
      shownWidth = pose.width() * pose.turn();
      shownHeight = Math.abs(pose.width()) * figure.shape();
      level = figure.level(Math.max(Math.abs(shownWidth), shownHeight / figure.shape()));
      cos = (float) Math.cos(pose.tilt());
      sin = (float) Math.sin(pose.tilt());
      swing = pose.bend() * Math.abs(pose.width());
      reach = 0.5f * (float) Math.hypot(shownWidth, shownHeight) + Math.abs(swing) + 1;
      top = (int) Math.floor(pose.y() - reach);
      bottom = (int) Math.ceil(pose.y() + reach);
    }

    void paint(Row row) {
      float down = row.y() - pose.y();
      int from = Math.max(row.from(), (int) Math.floor(pose.x() - reach));
      int to = Math.min(row.to(), (int) Math.ceil(pose.x() + reach));
      float perX = level.width() / shownWidth;
      float perY = level.height() / shownHeight;
      for (int x = from; x <= to; x++) {
        float across = x - pose.x();
        float u = (across * cos + down * sin) * perX + level.width() * 0.5f;
        if (u < 0 || u > level.width() - 1) {
          continue;
        }
        float behind = 1 - u / level.width();
        float bent = swing * behind * behind * (float) Math.sin(pose.phase() + 2.6f * behind);
        float v = (down * cos - across * sin - bent) * perY + level.height() * 0.5f;
        if (v >= 0 && v < level.height() - 1) {
          sample(row, x, u, v);
        }
      }
    }

    private void sample(Row row, int x, float u, float v) {
      int column = Math.min((int) u, level.width() - 2);
      int line = (int) v;
      int i = line * level.width() + column;
      int fu = (int) ((u - column) * 256);
      int fv = (int) ((v - line) * 256);
      int[] pixels = level.pixels();
      int upper = blend(pixels[i], pixels[i + 1], fu);
      int lower = blend(pixels[i + level.width()], pixels[i + level.width() + 1], fu);
      int pixel = blend(upper, lower, fv);
      int alpha = pixel >>> 24;
      if (alpha == 0) {
        return;
      }
      float solid = alpha * TO_UNIT;
      float inverse = 1f / alpha;
      float clear = 1 - pose.veiled();
      row.cover(
          x,
          (pixel >> 16 & 255) * inverse * pose.light().red() * clear
              + pose.veil().red() * pose.veiled(),
          (pixel >> 8 & 255) * inverse * pose.light().green() * clear
              + pose.veil().green() * pose.veiled(),
          (pixel & 255) * inverse * pose.light().blue() * clear
              + pose.veil().blue() * pose.veiled(),
          solid * pose.alpha());
    }

    private static int blend(int p, int q, int weight) {
      int rest = 256 - weight;
      int high = ((p >>> 8) & 0xff00ff) * rest + ((q >>> 8) & 0xff00ff) * weight;
      int low = (p & 0xff00ff) * rest + (q & 0xff00ff) * weight;
      return (high & 0xff00ff00) | ((low >>> 8) & 0xff00ff);
    }
  }
}
