package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Tile;

/**
 * Falling water. Its pattern runs with the time a drop has been falling, which is a continuous
 * function of height even where the water strikes a ledge and starts again slowly: so the pattern
 * stretches as the water gains speed, and no seam shows.
 */
final class Cascade implements Layer {
  /** Units a second by which a drop gains speed every second. */
  private static final float GRAVITY = 250;

  private static final float DEPTH = 1;

  private final Course course;
  private final Rgb bright;
  private final Rgb dim;

  /**
   * The way of a fall.
   *
   * @param x its middle at the top
   * @param top y where it leaves the rock
   * @param ledge y where it strikes the rock; {@code base} or more for a free fall
   * @param base y where it ends
   * @param widthTop half of its width at the top
   * @param widthLedge half of its width at the ledge
   * @param widthBase half of its width at the end
   * @param density how much of what is behind it hides
   * @param offset shifts its pattern
   */
  record Course(
      float x,
      float top,
      float ledge,
      float base,
      float widthTop,
      float widthLedge,
      float widthBase,
      float density,
      float offset) {

    float seconds(float y) {
      float first = (float) Math.sqrt(2 * (Math.min(y, ledge) - top + 18) / GRAVITY);
      if (y <= ledge) {
        return first;
      }
      float again = 0.5f * GRAVITY * first;
      float speed = (float) Math.sqrt(again * again + 2 * GRAVITY * (y - ledge));
      return first + (speed - again) / GRAVITY;
    }

    float half(float y) {
      if (y <= ledge) {
        float part = Curves.clamp((y - top) / (ledge - top));
        return Curves.mix(widthTop, widthLedge, (float) Math.pow(part, 1.2));
      }
      float part = Curves.clamp((y - ledge) / (base - ledge));
      float burst = Curves.smooth(-0.1f, 0.45f, part) * 0.12f;
      return Curves.mix(widthLedge, widthBase, burst + (1 - 0.12f) * part);
    }
  }

  Cascade(Course course, Light light) {
    this.course = course;
    bright = light.on(Rgb.WHITE, 0.64f, 0.92f, 0);
    dim = light.on(new Rgb(0.90f, 0.97f, 1), 0.22f, 0.92f, 0);
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float y = frame.unitY(row.y(), DEPTH);
    if (y < course.top() || y > course.base() + 10) {
      return;
    }
    float half = course.half(y);
    float middle = course.x() + 5 * (float) Math.sin(y * 0.011f + course.offset());
    int from = Math.max(row.from(), (int) frame.pixelX(middle - half - 12, DEPTH));
    int to = Math.min(row.to(), (int) frame.pixelX(middle + half + 12, DEPTH) + 1);
    if (from <= to) {
      paint(row, y, middle, half, from, to);
    }
  }

  private void paint(Row row, float y, float middle, float half, int from, int to) {
    Frame frame = row.frame();
    float offset = course.offset();
    float phase = course.seconds(y) - frame.seconds() * 1.05f;
    float[] drift = row.scratch(0);
    float[] strand = row.scratch(1);
    float[] veil = row.scratch(2);
    float[] thread = row.scratch(3);
    Tile.SOFT.row(phase * 75 + offset, drift);
    Tile.FINE.row(phase * 62, strand);
    Tile.SOFT.row(phase * 96 + 140, veil);
    Tile.THREADS.row(phase * 120 + offset, thread);
    boolean thin = course.widthTop() < 20;
    float ragged = thin ? 0.5f : 1;
    float below = Curves.clamp((y - course.top()) / (course.base() - course.top()));
    float hem = Curves.mix(13, 24, Curves.smooth(0.3f, 0.7f, below)) * ragged;
    float crest = y - course.top();
    float splash = thin ? 0 : (float) Math.exp(-Math.abs(y - course.ledge() - 6) / 13);
    float foot = Curves.smooth(course.base() + 9, course.base() - 8, y);
    float step = frame.unitStep(DEPTH);
    float x = frame.unitX(from, DEPTH) - middle;
    for (int column = from; column <= to; column++, x += step) {
      float u = x / half;
      float wander = Tile.along(drift, x * 1.1f + offset) - 0.5f;
      float fray = Tile.along(strand, x * 1.3f + offset) - 0.5f;
      float inside = (1 - Math.abs(u)) * half + (wander * 34 + fray * 12) * ragged;
      float edge = Curves.smooth(0, hem, inside) * Curves.smooth(-1, 7, crest + 4 * wander) * foot;
      if (edge <= 0) {
        continue;
      }
      float water =
          Tile.along(strand, x * 3.1f + wander * 16 + offset) * 0.34f
              + Tile.along(veil, x * 1.25f + wander * 30 + 91) * 0.36f
              + Tile.along(thread, x * 2.1f + 33 + wander * 22) * 0.42f;
      float thick = 1 - u * u * 1.25f;
      float body = Curves.smooth(0.28f, 0.74f, water + 0.16f * thick + 0.03f + 0.20f * splash);
      float alpha = Math.min(1, edge * (0.22f + 1.42f * body)) * course.density();
      float lightness =
          0.10f + 0.98f * Curves.smooth(0.34f, 0.86f, water + 0.14f * splash) - 0.10f * u;
      if (crest < 26 && !thin) {
        // over the lip the water is still dark and smooth
        lightness *= 0.62f + 0.38f * crest / 26;
      }
      row.cover(
          column,
          Curves.mix(dim.red(), bright.red(), lightness),
          Curves.mix(dim.green(), bright.green(), lightness),
          Curves.mix(dim.blue(), bright.blue(), lightness),
          alpha);
    }
  }
}
