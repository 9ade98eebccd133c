package dev.afterglow.engines.preview.grade;

import dev.afterglow.engines.preview.draw.Canvas;
import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.media.YuvPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Turns painted frames into pictures for the encoder. One frame at a time. */
public final class Finish {
  private static final int GRAIN = 1 << 14;
  private static final float TONE_LIFT = 0.16f;
  private static final float TONE_BEND = 0.42f;
  private static final float TONE_BLACK = 0.012f;
  private static final float TONE_GAIN = 1.12f;

  private final Space space;
  private final Look look;
  private final Crew crew;
  private final Bloom bloom;
  private final List<Overlay> overlays;
  private final float[] grain;
  private final float[] edge;

  /**
   * Kept, because a second of 1080p would allocate 150 MB, and heaps grow with what is allocated.
   */
  private final Queue<Rows> spare = new ConcurrentLinkedQueue<>();

  /** The finish of a scene's films, with what is written over the picture. */
  public Finish(Scene scene, Space space, List<Overlay> overlays, Crew crew) {
    this(Look.of(scene), scene.seed(), space, overlays, crew);
  }

  /** A finish that changes nothing of what was painted with {@link #untoned}. */
  public static Finish plain(Scene scene, Space space, List<Overlay> overlays, Crew crew) {
    return new Finish(Look.PLAIN, scene.seed(), space, overlays, crew);
  }

  private Finish(Look look, long seed, Space space, List<Overlay> overlays, Crew crew) {
    this.space = space;
    this.look = look;
    this.crew = crew;
    this.overlays = List.copyOf(overlays);
    bloom = new Bloom(space.width(), space.height(), space.scale());
    grain = new float[GRAIN + space.width()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < grain.length; i++) {
      grain[i] = (float) (random.nextDouble() + random.nextDouble() - 1) * 0.9f + 16.5f;
    }
    edge = new float[space.width()];
    for (int x = 0; x < edge.length; x++) {
      float across = 2f * x / edge.length - 1;
      edge[x] = across * across;
    }
  }

  /** Grades a canvas into a picture of the same size; the canvas stays as it is. */
  public void grade(Canvas canvas, Frame frame, int number, YuvPicture picture)
      throws InterruptedException {
    bloom.gather(canvas, look.bloomFrom(), crew);
    crew.each(
        space.height() / 2,
        8,
        (from, to) -> {
          Rows free = spare.poll();
          Rows rows = free != null ? free : new Rows(space.width());
          for (int pair = from; pair < to; pair++) {
            grade(canvas, frame, number, picture, rows, pair * 2);
          }
          spare.add(rows);
        });
  }

  /** Scratch for the two rows that share a row of chroma. Filled anew by each use. */
  private static final class Rows {
    final float[] red;
    final float[] green;
    final float[] blue;
    final float[] luma;
    final float[] sumBlue;
    final float[] sumRed;

    /** The bloom of the pair: too smooth to differ between two rows. */
    final float[][] bloom;

    Rows(int width) {
      red = new float[width];
      green = new float[width];
      blue = new float[width];
      // the last cell of the bloom may reach past the last column
      bloom = new float[3][width + 16];
      luma = new float[width];
      sumBlue = new float[width];
      sumRed = new float[width];
    }
  }

  private void grade(Canvas canvas, Frame frame, int number, YuvPicture picture, Rows rows, int y) {
    for (int plane = 0; plane < 3; plane++) {
      Arrays.fill(rows.bloom[plane], 0);
      bloom.add(plane, y, space.width(), look.bloom(), rows.bloom[plane]);
    }
    for (int half = 0; half < 2; half++) {
      colour(canvas, frame, rows, y + half);
      luma(rows, picture.luma(), y + half, number, half == 0);
    }
    chroma(rows, picture, y / 2);
  }

  private void colour(Canvas canvas, Frame frame, Rows rows, int y) {
    int width = space.width();
    float exposure = look.exposure() * (1 + 0.55f * frame.flash());
    plane(
        canvas.red(),
        y,
        exposure,
        look.lights().red(),
        look.shadows().red(),
        rows.bloom[0],
        rows.red);
    plane(
        canvas.green(),
        y,
        exposure,
        look.lights().green(),
        look.shadows().green(),
        rows.bloom[1],
        rows.green);
    plane(
        canvas.blue(),
        y,
        exposure,
        look.lights().blue(),
        look.shadows().blue(),
        rows.bloom[2],
        rows.blue);
    for (Overlay overlay : overlays) {
      overlay.lay(y, frame, width, rows.red, rows.green, rows.blue);
    }
  }

  private void plane(
      float[] from,
      int y,
      float exposure,
      float light,
      float shadow,
      float[] spilled,
      float[] out) {
    int width = space.width();
    System.arraycopy(from, y * width, out, 0, width);
    float down = 2f * y / space.height() - 1;
    float vertical = down * down;
    float vignette = look.vignette();
    for (int x = 0; x < width; x++) {
      float across = edge[x];
      float corner = (across * 0.55f + vertical * 0.45f) * (across + vertical);
      out[x] = (Math.max(0, out[x]) + spilled[x]) * exposure * (1 - vignette * corner);
    }
    tone(out, width, look.contrast(), light, shadow);
  }

  /** What to paint for each of 256 levels so that {@link #plain} shows just that level. */
  public static float[] untoned() {
    float[] light = new float[256];
    for (int level = 0; level < light.length; level++) {
      // the inverse of tone() without contrast: a quadratic in what is painted
      double rolled = level / 255.0 / TONE_GAIN + TONE_BLACK;
      double half = 1 - TONE_BEND * rolled;
      double root = Math.sqrt(half * half + 4 * TONE_LIFT * rolled);
      light[level] = (float) ((root - half) / (2 * TONE_LIFT));
    }
    return light;
  }

  /** A soft shoulder that never clips hard, then an S that keeps both ends. */
  private static void tone(float[] out, int width, float contrast, float light, float shadow) {
    float straight = 1 - contrast;
    for (int x = 0; x < width; x++) {
      float a = out[x];
      float rolled = Math.min(1, a * (1 + a * TONE_LIFT) / (1 + a * TONE_BEND));
      float curved = rolled * rolled * (3 - 2 * rolled);
      float toned = (straight * rolled + contrast * curved - TONE_BLACK) * TONE_GAIN;
      float tinted = toned * (1 + (light - 1) * toned) + shadow * (1 - toned);
      out[x] = Math.max(0, Math.min(1, tinted));
    }
  }

  private void luma(Rows rows, byte[] plane, int y, int number, boolean first) {
    int width = space.width();
    float[] r = rows.red;
    float[] g = rows.green;
    float[] b = rows.blue;
    float[] luma = rows.luma;
    for (int x = 0; x < width; x++) {
      luma[x] = 0.2126f * r[x] + 0.7152f * g[x] + 0.0722f * b[x];
    }
    if (first) {
      for (int x = 0; x < width; x++) {
        rows.sumBlue[x] = b[x] - luma[x];
        rows.sumRed[x] = r[x] - luma[x];
      }
    } else {
      for (int x = 0; x < width; x++) {
        rows.sumBlue[x] += b[x] - luma[x];
        rows.sumRed[x] += r[x] - luma[x];
      }
    }
    int hash = (y * 0x632BE5AB ^ number * 0x85EBCA6B) * 0x9E3779B1;
    int shift = hash >>> 18;
    int base = y * width;
    for (int x = 0; x < width; x++) {
      plane[base + x] = (byte) (int) (219 * luma[x] + grain[shift + x]);
    }
  }

  private void chroma(Rows rows, YuvPicture picture, int y) {
    int half = space.width() / 2;
    int base = y * half;
    float toBlue = look.saturation() * 224 / (4 * 1.8556f);
    float toRed = look.saturation() * 224 / (4 * 1.5748f);
    for (int x = 0; x < half; x++) {
      float blue = rows.sumBlue[2 * x] + rows.sumBlue[2 * x + 1];
      float red = rows.sumRed[2 * x] + rows.sumRed[2 * x + 1];
      picture.blue()[base + x] = (byte) (int) Math.max(16, Math.min(240, 128.5f + blue * toBlue));
      picture.red()[base + x] = (byte) (int) Math.max(16, Math.min(240, 128.5f + red * toRed));
    }
  }
}
