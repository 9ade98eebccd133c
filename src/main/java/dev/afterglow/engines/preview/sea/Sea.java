package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.draw.Span;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;
import java.util.Arrays;

/**
 * Open water to the horizon. Columns of the picture are walked from near to far, one step for each
 * row, so that high waves hide what lies behind them.
 */
final class Sea implements Layer {
  /** Blocks of columns; wide ones, since every block blends the patches' lines anew. */
  private static final int BLOCKS = 4;

  private static final float DEPTH = 0.1f;

  /** The fine patch is used once more, so many times smaller. */
  private static final float MICRO = 7.3f;

  /** Pixels under the horizon from which single waves can be told apart. */
  private static final float NEAR = 5;

  private final Space space;
  private final Stage stage;
  private final Conditions conditions;
  private final Swell swell;
  private final Reflection reflection;
  private final float[] red;
  private final float[] green;
  private final float[] blue;
  private final int[] top;
  private int highest;
  private int solid;

  Sea(Stage stage, Conditions conditions) {
    this.stage = stage;
    this.conditions = conditions;
    space = stage.space();
    swell =
        new Swell(
            stage.random("swell"), conditions.height(), conditions.wind(), conditions.ripple());
    reflection = new Reflection(stage, conditions.focal(), conditions.deep(), conditions.shallow());
    int size = space.width() * space.height();
    red = new float[size];
    green = new float[size];
    blue = new float[size];
    top = new int[space.width()];
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    swell.move(frame.seconds() + 40, crew);
    reflection.mirror(frame.flash());
    crew.each(BLOCKS, 1, (from, to) -> walk(frame, from, to));
    highest = Arrays.stream(top).min().orElse(0);
    solid = Arrays.stream(top).max().orElse(0);
  }

  @Override
  public void hides(Frame frame, int y, Span span) {
    if (y > solid) {
      span.set(0, space.width() - 1);
    }
  }

  @Override
  public void paint(Row row) {
    if (row.y() < highest) {
      return;
    }
    int base = row.base();
    if (row.y() > solid) {
      int count = row.to() - row.from() + 1;
      System.arraycopy(red, base + row.from(), row.red(), base + row.from(), count);
      System.arraycopy(green, base + row.from(), row.green(), base + row.from(), count);
      System.arraycopy(blue, base + row.from(), row.blue(), base + row.from(), count);
      return;
    }
    for (int x = row.from(); x <= row.to(); x++) {
      if (row.y() >= top[x]) {
        row.cover(x, red[base + x], green[base + x], blue[base + x], 1);
      }
    }
  }

  private void walk(Frame frame, int from, int to) {
    Walk walk = new Walk(frame);
    for (int block = from; block < to; block++) {
      int first = space.width() * block / BLOCKS;
      walk.columns(first, space.width() * (block + 1) / BLOCKS - first);
    }
  }

  /** The way of one block of columns from the lower edge to the horizon. */
  private final class Walk {
    private final float scale = space.scale();
    private final float eye = conditions.eye();
    private final float focal = conditions.focal();
    private final Frame frame;
    private final float horizon;
    private final float travelled;
    private final Reflection.Facet facet = new Reflection.Facet();
    private final float[] lastY = new float[space.width()];
    private final float[] last = new float[space.width() * 3];
    private final boolean[] seen = new boolean[space.width()];
    private final float[] broad = new float[Patch.LINE];
    private final float[] fine = new float[Patch.LINE];
    private final float[] micro = new float[Patch.LINE];
    private int broadLevel;
    private int fineLevel;
    private int microLevel;
    private float z;
    private float worldZ;
    private float far;

    Walk(Frame frame) {
      this.frame = frame;
      horizon = frame.pixelY(stage.horizon(), DEPTH);
      travelled = conditions.speed() * frame.seconds();
    }

    void columns(int first, int count) {
      Arrays.fill(top, first, first + count, space.height());
      Arrays.fill(lastY, space.height() * 2f);
      Arrays.fill(seen, false);
      float nearest = (space.height() - horizon) * (1 + conditions.height() / eye) + 4;
      float perMetre = 1 / (eye * focal * scale);
      for (float below = nearest; below > 0.6f; ) {
        step(first, count, below);
        // high waves are walked in steps short enough to find their crests
        float crests = below < NEAR ? 0.5f : conditions.height() * 1.2f * below * below * perMetre;
        below -= below > 3 ? Math.clamp(crests, 0.25f, 1) : 0.5f;
      }
    }

    /** One row of flat water at rest, {@code below} pixels under the horizon. */
    private void step(int first, int count, float below) {
      float units = below / scale;
      z = eye * focal / units;
      worldZ = z + travelled;
      far = stage.light().hazed(0.86f * (1 - (float) Math.exp(-z / 1300)));
      float depth = Curves.mix(DEPTH, 1.6f, units / 400);
      float perPixel = frame.unitStep(depth) * z / focal;
      float left = frame.unitX(first, depth) * z / focal;
      lines(perPixel * (float) Math.sqrt(Math.max(1, z / eye * 1.3f)));
      float rise = focal / z * scale;
      float density = swell.broad().density(broadLevel);
      int mask = (Patch.SIDE >> broadLevel) - 1;
      float flat = z * z + eye * eye;
      for (int c = 0; c < count; c++) {
        float x = left + perPixel * c;
        float u = x * density;
        int floor = (int) Math.floor(u);
        float part = u - floor;
        int i = (floor & mask) * Patch.FIELDS;
        float height = broad[i] + (broad[i + 3] - broad[i]) * part;
        float row = horizon + (eye - height) * rise;
        int column = first + c;
        if (row >= top[column] && lastY[c] >= top[column]) {
          lastY[c] = row;
          seen[c] = false;
          continue;
        }
        facet.slopeX = broad[i + 1] + (broad[i + 4] - broad[i + 1]) * part;
        facet.slopeZ = broad[i + 2] + (broad[i + 5] - broad[i + 2]) * part;
        float inverse = 1 / (float) Math.sqrt(flat + x * x);
        facet.viewX = x * inverse;
        facet.viewY = -eye * inverse;
        facet.viewZ = z * inverse;
        water(x, height);
        fill(c, column, row);
      }
    }

    /** Blends the lines of all patches at this distance, as fine as the picture can show. */
    private void lines(float foot) {
      float broadest = level(foot, swell.broad());
      float finest = level(foot, swell.fine());
      float smallest = level(foot * MICRO, swell.fine());
      float rough =
          swell.broad().lost(broadest)
              + swell.fine().lost(finest)
              + 0.35f * swell.fine().lost(smallest)
              + conditions.calm();
      reflection.roughen(rough, facet);
      broadLevel = (int) (broadest + 0.5f);
      fineLevel = (int) (finest + 0.5f);
      microLevel = (int) (smallest + 0.5f);
      swell.broad().line(broadLevel, worldZ, broad);
      swell.fine().line(fineLevel, worldZ, fine);
      if (microLevel < Patch.LEVELS - 2) {
        swell.fine().line(microLevel, (worldZ + 11) * MICRO, micro);
      }
    }

    private void water(float x, float height) {
      // the finer patches lie mirrored, so that their repeats never line up
      float u = -x * swell.fine().density(fineLevel);
      int floor = (int) Math.floor(u);
      float part = u - floor;
      int i = (floor & (Patch.SIDE >> fineLevel) - 1) * Patch.FIELDS;
      float lift = fine[i] + (fine[i + 3] - fine[i]) * part;
      facet.slopeX -= fine[i + 1] + (fine[i + 4] - fine[i + 1]) * part;
      facet.slopeZ += fine[i + 2] + (fine[i + 5] - fine[i + 2]) * part;
      if (microLevel < Patch.LEVELS - 2) {
        u = (x * MICRO + 3 * frame.seconds()) * swell.fine().density(microLevel);
        floor = (int) Math.floor(u);
        part = u - floor;
        i = (floor & (Patch.SIDE >> microLevel) - 1) * Patch.FIELDS;
        facet.slopeX += 0.6f * (micro[i + 1] + (micro[i + 4] - micro[i + 1]) * part);
        facet.slopeZ += 0.6f * (micro[i + 2] + (micro[i + 5] - micro[i + 2]) * part);
      }
      float crest = Curves.clamp(height / conditions.height() + 0.35f);
      facet.thin = crest * crest * Curves.clamp(0.35f - 1.2f * facet.slopeZ);
      reflection.shade(facet);
      float high = (height + 0.6f * lift) / conditions.height();
      if (conditions.foam() > 0 && high > 0.17f - 0.34f * conditions.foam() && z < 900) {
        foam(x, high);
      }
      Rgb haze = conditions.distance();
      facet.red += (haze.red() - facet.red) * far;
      facet.green += (haze.green() - facet.green) * far;
      facet.blue += (haze.blue() - facet.blue) * far;
    }

    private void foam(float x, float high) {
      float most = conditions.foam();
      float patch = Tile.SOFT.at(x * 3.1f + 2 * frame.seconds(), worldZ * 2.3f) - 0.5f;
      float white = Curves.smooth(0.62f - 0.34f * most, 1.0f - 0.3f * most, high + 0.9f * patch);
      if (white <= 0) {
        return;
      }
      float lace = Tile.THREADS.at(x * 34 + 70 * patch, worldZ * 30 - 9 * frame.seconds());
      float torn = Curves.smooth(0.62f - 0.4f * white, 0.95f - 0.2f * white, lace + 0.1f);
      float part = white * Curves.mix(torn, 0.45f, Curves.smooth(40, 160, z));
      Rgb bright = conditions.froth();
      float lit = 0.8f + 0.5f * Curves.clamp(facet.slopeZ);
      facet.red += (bright.red() * lit - facet.red) * part;
      facet.green += (bright.green() * lit - facet.green) * part;
      facet.blue += (bright.blue() * lit - facet.blue) * part;
    }

    /** Fills the rows from the last point of this column to the new one. */
    private void fill(int c, int column, float row) {
      int until = Math.min(top[column], space.height());
      int begin = Math.max(0, (int) Math.ceil(row));
      float span = lastY[c] - row;
      boolean blend = seen[c] && span > 0;
      for (int y = begin; y < until; y++) {
        float part = blend ? Math.min(1, (y - row) / span) : 0;
        int i = y * space.width() + column;
        red[i] = facet.red + (last[c * 3] - facet.red) * part;
        green[i] = facet.green + (last[c * 3 + 1] - facet.green) * part;
        blue[i] = facet.blue + (last[c * 3 + 2] - facet.blue) * part;
      }
      if (begin < until) {
        top[column] = begin;
      }
      lastY[c] = row;
      seen[c] = true;
      last[c * 3] = facet.red;
      last[c * 3 + 1] = facet.green;
      last[c * 3 + 2] = facet.blue;
    }

    private static float level(float metres, Patch patch) {
      float points = metres * patch.density(0);
      return points <= 1 ? 0 : Math.min(Patch.LEVELS - 1, (float) (Math.log(points) * 1.4427));
    }
  }
}
