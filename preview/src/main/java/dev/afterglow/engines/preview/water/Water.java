package dev.afterglow.engines.preview.water;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Span;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/**
 * A level sheet of water from a line to the bottom of the picture: a mirror bent by ripples that
 * grow toward the viewer, with the path of light that the sun or the moon lays on it.
 */
public final class Water implements Layer {
  /**
   * How water behaves.
   *
   * @param ripples how far ripples bend the mirror, 1 as on a pool
   * @param mirror how much it mirrors far away; near by it shows more of its own colour
   * @param deep its own colour where it is far and deep
   * @param clear its own colour close to the viewer
   * @param foam how much foam spreads from its source
   * @param speed how fast its ripples run
   * @param glitter how much of the path of light under the sun or the moon is seen
   */
  public record Look(
      float ripples, float mirror, Rgb deep, Rgb clear, float foam, float speed, float glitter) {
    /** A pool that a fall keeps restless. */
    public static final Look POOL =
        new Look(1, 0.80f, new Rgb(0.05f, 0.30f, 0.33f), new Rgb(0.10f, 0.26f, 0.30f), 1, 1, 0.15f);

    /** A lake on a calm day. */
    public static final Look LAKE =
        new Look(
            0.50f, 0.90f, new Rgb(0.06f, 0.22f, 0.30f), new Rgb(0.05f, 0.20f, 0.24f), 0, 0.6f, 1);

    /** A river that runs through a valley. */
    public static final Look RIVER =
        new Look(
            0.85f,
            0.82f,
            new Rgb(0.07f, 0.25f, 0.27f),
            new Rgb(0.12f, 0.26f, 0.24f),
            0,
            1.5f,
            0.8f);
  }

  private static final float DEPTH = 1.2f;

  private final Look look;
  private final Light light;
  private final float line;
  private final float source;
  private final Rgb deep;
  private final Rgb clear;
  private final Rgb foam;
  private final Rgb glint;
  private final float path;

  /**
   * Water on a stage.
   *
   * @param line y of its far edge
   * @param source x from which foam spreads
   */
  public Water(Stage stage, float line, Look look, float source) {
    this.look = look;
    this.line = line;
    this.source = source;
    light = stage.light();
    Rgb lit = light.key().times(0.42f).mix(light.fill(), 0.5f).times(1.25f);
    deep = look.deep().times(lit);
    clear = look.clear().times(lit);
    foam = light.on(Rgb.WHITE, 0.56f, 0.86f, 0);
    // a high sun is not mirrored toward the viewer
    float low = Curves.smooth(0.62f, 0.35f, 1 - light.sunY() / line);
    path = 0.9f * look.glitter() * Math.max(low, 0.8f * Curves.smooth(0.9f, 1, light.night()));
    glint = light.glow().mix(light.key(), 0.3f);
  }

  @Override
  public boolean mirrors() {
    return true;
  }

  /** The first row of water. */
  private int shore(Frame frame) {
    int height = frame.space().height();
    return Math.clamp((int) frame.pixelY(line, 1), 1, height - 1);
  }

  @Override
  public void hides(Frame frame, int y, Span span) {
    if (y >= shore(frame)) {
      span.set(0, frame.space().width() - 1);
    }
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    int shore = shore(frame);
    if (row.y() < shore) {
      return;
    }
    float[] broad = row.scratch(0);
    float[] small = row.scratch(1);
    ripple(row, shore, broad, small);
    mirror(row, shore, broad, small);
    if (look.foam() > 0) {
      foam(row, shore);
    }
  }

  private static float nearness(Row row, int shore) {
    return (row.y() - shore + 0.5f) / (row.frame().space().height() - shore);
  }

  /** Fills two rows with broad and small waves, -0.5 to 0.5, at every second column. */
  private void ripple(Row row, int shore, float[] broad, float[] small) {
    Frame frame = row.frame();
    float near = nearness(row, shore);
    float far = 1 / (0.20f + near);
    float t = frame.seconds() * look.speed();
    float[] first = row.scratch(2);
    float[] second = row.scratch(3);
    float[] third = row.scratch(4);
    float chop = 0.55f * Curves.smooth(0.10f, 0.55f, near);
    Tile.SOFT.row(far * 170 - t * 13, first);
    Tile.FINE.row(far * 62 - t * 10, second);
    Tile.FINE.row(far * 300 - t * 22, third);
    float depth = DEPTH + near * 0.8f;
    float x = frame.unitX(row.from(), depth) * far;
    float step = frame.unitStep(depth) * far;
    float fade = 0.35f + 0.65f * Curves.smooth(0.02f, 0.30f, near);
    for (int column = row.from(); column <= row.to() + 1; column += 2, x += 2 * step) {
      float a = Tile.along(first, x * 0.26f + t * 9) - 0.5f;
      float b =
          (Tile.along(second, x * 0.10f - t * 5) - 0.5f) * fade
              + (Tile.along(third, x * 0.42f + a * 24 + t * 6) - 0.5f) * chop;
      broad[column] = a;
      broad[column + 1] = a;
      small[column] = b;
      small[column + 1] = b;
    }
  }

  private void mirror(Row row, int shore, float[] broad, float[] small) {
    Frame frame = row.frame();
    float near = nearness(row, shore);
    int width = frame.space().width();
    int y = row.y();
    float bend = (3 + 46 * near) * frame.space().scale() * look.ripples();
    float level = shore - 1 - (y - shore) * 1.02f;
    float show = look.mirror() - 0.46f * (float) Math.sqrt(near);
    Rgb own = deep.mix(clear, near);
    float sparkle = (0.07f + 0.20f * (1 - near)) * Curves.smooth(0, 0.12f, near) * look.ripples();
    float sunColumn = frame.pixelX(light.sunX(), 0.08f);
    float spread = 1 / ((34 + 150 * near) * frame.space().scale());
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    int base = row.base();
    for (int x = row.from(); x <= row.to(); x++) {
      float a = broad[x];
      float b = small[x];
      int fromRow = Math.clamp((int) (level - (a * 1.5f + b * 0.7f) * bend), 0, shore - 1);
      int fromColumn = Math.clamp(x + (int) ((b * 1.3f + a * 0.6f) * bend * 0.55f), 0, width - 1);
      int j = fromRow * width + fromColumn;
      float part = show + a * 0.25f;
      float slope = b + a * 0.35f;
      float crest = Curves.smooth(0.10f, 0.30f, slope);
      float aside = (x - sunColumn) * spread;
      float glitter =
          path / (1 + aside * aside) / (1 + aside * aside) * Curves.smooth(0.02f, 0.22f, slope);
      float shine = crest * sparkle;
      int i = base + x;
      red[i] =
          own.red()
              + (red[j] * 0.90f - own.red()) * part
              + shine * foam.red()
              + glitter * glint.red();
      green[i] =
          own.green()
              + (green[j] * 0.94f - own.green()) * part
              + shine * foam.green()
              + glitter * glint.green();
      blue[i] =
          own.blue()
              + (blue[j] * 0.96f - own.blue()) * part
              + shine * foam.blue()
              + glitter * glint.blue();
    }
  }

  /** Foam that drifts away from its source and dissolves. */
  private void foam(Row row, int shore) {
    Frame frame = row.frame();
    float near = nearness(row, shore);
    float far = 1 / (0.20f + near);
    float t = frame.seconds() * look.speed();
    float[] flakes = row.scratch(0);
    float[] threads = row.scratch(1);
    Tile.FINE.row(far * 60 + t * 14, flakes);
    Tile.THREADS.row(far * 80 + t * 16, threads);
    float depth = DEPTH + near * 0.8f;
    float x = frame.unitX(row.from(), depth) - source;
    float step = frame.unitStep(depth);
    float spread = 1 / (170 + 260 * near);
    for (int column = row.from(); column <= row.to(); column++, x += step) {
      float aside = x * spread;
      float away = (float) Math.sqrt(aside * aside + near * near * 5.2f);
      float part = 1 / (1 + away * (0.9f + away * 1.7f));
      if (part < 0.03f) {
        continue;
      }
      float pattern =
          Tile.along(flakes, Math.abs(x) * far * 0.20f - t * 9) * 0.5f
              + Tile.along(threads, x * far * 0.22f) * 0.5f;
      float dense = part * (1.5f - 0.5f * part);
      float alpha =
          Curves.smooth(0.40f, 0.68f, pattern + 0.40f * dense - 0.13f - 0.16f * near)
              * part
              * 1.25f;
      row.cover(column, foam.red(), foam.green(), foam.blue(), Math.min(1, alpha * look.foam()));
    }
  }
}
