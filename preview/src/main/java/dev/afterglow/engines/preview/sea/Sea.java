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
import java.util.Optional;

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
  private final Optional<Coast> coast;
  private final Swell swell;
  private final Reflection reflection;
  private final float[] red;
  private final float[] green;
  private final float[] blue;
  private final int[] top;
  private int highest;
  private int solid;

  /** The sea of a scene, with the coast before it, if any, that hides its nearest part. */
  Sea(Stage stage, Conditions conditions, Optional<Coast> coast) {
    this.coast = coast;
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
    Arrays.fill(top, space.height());
    coast.ifPresent(line -> line.lower(frame, top));
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
    private final Facets facets = new Facets(space.width() / BLOCKS + 1);

    /** The column, counted within the block, and the row of each facet. */
    private final int[] columns = new int[space.width() / BLOCKS + 1];

    private final float[] rows = new float[columns.length];
    private final int[] begins = new int[columns.length];

    /** Those of the facets that a loop picks out. */
    private final int[] risen = new int[columns.length];

    private final float[] patches = new float[Tile.ROW];

    /** The row of each column's last point, its colour, and whether it was seen. */
    private final float[] lastY = new float[columns.length];

    private final float[] lastRed = new float[columns.length];
    private final float[] lastGreen = new float[columns.length];
    private final float[] lastBlue = new float[columns.length];
    private final boolean[] seen = new boolean[columns.length];
    private final float[] broad = new float[Patch.LINE];
    private final float[] fine = new float[Patch.LINE];
    private final float[] micro = new float[Patch.LINE];
    private float z;
    private float worldZ;
    private float left;
    private float perPixel;

    Walk(Frame frame) {
      this.frame = frame;
      horizon = frame.pixelY(stage.horizon(), DEPTH);
      travelled = conditions.speed() * frame.seconds();
      facets.eye = eye;
    }

    void columns(int first, int count) {
      Arrays.fill(lastY, space.height() * 2f);
      Arrays.fill(seen, false);
      int lowest = Arrays.stream(top, first, first + count).max().orElse(0);
      float swells = 1 + conditions.height() / eye;
      float nearest = (space.height() - horizon) * swells + 4;
      float shown = (lowest - horizon) * swells + 4;
      float perMetre = 1 / (eye * focal * scale);
      for (float below = nearest; below > 0.6f; ) {
        // every block takes the same steps, or borders between blocks would show
        if (below <= shown) {
          step(first, count, below);
        }
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
      float depth = Coast.depth(units);
      perPixel = frame.unitStep(depth) * z / focal;
      left = frame.unitX(first, depth) * z / focal;
      float foot = perPixel * (float) Math.sqrt(Math.max(1, z / eye * 1.3f));
      find(first, count, level(foot, swell.broad()));
      if (facets.count > 0) {
        water(foot);
        fill(first);
      }
    }

    /** Finds the points that nothing nearer hides: only these have to be given a colour. */
    private void find(int first, int count, float broadest) {
      int level = (int) (broadest + 0.5f);
      swell.broad().line(level, worldZ, broad);
      int place = swell.broad().place(left, level);
      int stride = swell.broad().place(perPixel, level);
      float rise = focal / z * scale;
      int found = 0;
      for (int c = 0; c < count; c++, place += stride) {
        int i = Patch.point(place, level);
        float part = Patch.part(place, level);
        float height = broad[i] + (broad[i + 3] - broad[i]) * part;
        float row = horizon + (eye - height) * rise;
        int covered = top[first + c];
        if (row >= covered && lastY[c] >= covered) {
          lastY[c] = row;
          seen[c] = false;
          continue;
        }
        columns[found] = c;
        rows[found] = row;
        facets.x[found] = left + perPixel * c;
        facets.height[found] = height;
        facets.slopeX[found] = broad[i + 1] + (broad[i + 4] - broad[i + 1]) * part;
        facets.slopeZ[found] = broad[i + 2] + (broad[i + 5] - broad[i + 2]) * part;
        found++;
      }
      facets.count = found;
    }

    /** Colours what was found, with finer waves as far as the picture can show them. */
    private void water(float foot) {
      float finest = level(foot, swell.fine());
      float smallest = level(foot * MICRO, swell.fine());
      float rough =
          swell.broad().lost(level(foot, swell.broad()))
              + swell.fine().lost(finest)
              + 0.35f * swell.fine().lost(smallest)
              + conditions.calm();
      reflection.roughen(rough, facets);
      facets.z = z;
      ripple((int) (finest + 0.5f));
      int tiny = (int) (smallest + 0.5f);
      if (tiny < Patch.LEVELS - 2) {
        sparkle(tiny);
      }
      float perHeight = 1 / conditions.height();
      for (int i = 0; i < facets.count; i++) {
        float crest = Math.min(1, Math.max(0, facets.height[i] * perHeight + 0.35f));
        float steep = Math.min(1, Math.max(0, 0.35f - 1.2f * facets.slopeZ[i]));
        facets.thin[i] = crest * crest * steep;
      }
      reflection.shade(facets);
      if (conditions.foam() > 0 && z < 900) {
        foam(perHeight);
      }
      float far = stage.light().hazed(0.86f * (1 - (float) Math.exp(-z / 1300)));
      haze(facets.red, conditions.distance().red(), far);
      haze(facets.green, conditions.distance().green(), far);
      haze(facets.blue, conditions.distance().blue(), far);
    }

    private void haze(float[] colour, float haze, float far) {
      for (int i = 0; i < facets.count; i++) {
        colour[i] += (haze - colour[i]) * far;
      }
    }

    /** Adds fine waves. */
    private void ripple(int level) {
      Patch patch = swell.fine();
      patch.line(level, worldZ, fine);
      // the finer patches lie mirrored, so that their repeats never line up
      int origin = patch.place(-left, level);
      int stride = patch.place(-perPixel, level);
      for (int k = 0; k < facets.count; k++) {
        int place = origin + stride * columns[k];
        int i = Patch.point(place, level);
        float part = Patch.part(place, level);
        facets.lift[k] = fine[i] + (fine[i + 3] - fine[i]) * part;
        facets.slopeX[k] -= fine[i + 1] + (fine[i + 4] - fine[i + 1]) * part;
        facets.slopeZ[k] += fine[i + 2] + (fine[i + 5] - fine[i + 2]) * part;
      }
    }

    /** Adds the finest waves. */
    private void sparkle(int level) {
      Patch patch = swell.fine();
      patch.line(level, (worldZ + 11) * MICRO, micro);
      int origin = patch.place(left * MICRO + 3 * frame.seconds(), level);
      int stride = patch.place(perPixel * MICRO, level);
      for (int k = 0; k < facets.count; k++) {
        int place = origin + stride * columns[k];
        int i = Patch.point(place, level);
        float part = Patch.part(place, level);
        facets.slopeX[k] += 0.6f * (micro[i + 1] + (micro[i + 4] - micro[i + 1]) * part);
        facets.slopeZ[k] += 0.6f * (micro[i + 2] + (micro[i + 5] - micro[i + 2]) * part);
      }
    }

    /** Lays foam on the points that are high enough to break. */
    private void foam(float perHeight) {
      float least = 0.17f - 0.34f * conditions.foam();
      int high = 0;
      for (int k = 0; k < facets.count; k++) {
        facets.lift[k] = (facets.height[k] + 0.6f * facets.lift[k]) * perHeight;
        risen[high] = k;
        high += facets.lift[k] > least ? 1 : 0;
      }
      if (high == 0) {
        return;
      }
      Tile.SOFT.row(worldZ * 2.3f, patches);
      for (int j = 0; j < high; j++) {
        int k = risen[j];
        float patch = Tile.along(patches, facets.x[k] * 3.1f + 2 * frame.seconds()) - 0.5f;
        foam(k, patch, facets.lift[k]);
      }
    }

    private void foam(int k, float patch, float high) {
      float most = conditions.foam();
      float white = Curves.smooth(0.62f - 0.28f * most, 1.0f - 0.14f * most, high + 0.9f * patch);
      if (white <= 0) {
        return;
      }
      float x = facets.x[k];
      // foam tears along the wind, and near the eye the tears and bubbles are what is seen of it
      float tear = Tile.THREADS.at(x * 6 + 40 * patch, worldZ * 14 - 4 * frame.seconds());
      float lace = Tile.THREADS.at(x * 34 + 70 * patch, worldZ * 30 - 9 * frame.seconds());
      float bubbles = Tile.THREADS.at(x * 130 + 90 * patch, worldZ * 110 - 20 * frame.seconds());
      float fine = Curves.mix(bubbles, 0.5f, Curves.smooth(12, 40, z));
      float web = 0.4f * tear + 0.4f * lace + 0.3f * fine;
      float torn = Curves.smooth(0.83f - 0.18f * white, 0.97f - 0.16f * white, web);
      float part = white * Curves.mix(torn, 0.45f, Curves.smooth(40, 160, z));
      Rgb bright = conditions.froth();
      float lit = (0.8f + 0.5f * Curves.clamp(facets.slopeZ[k])) * (0.55f + 0.6f * web);
      facets.red[k] += (bright.red() * lit - facets.red[k]) * part;
      facets.green[k] += (bright.green() * lit - facets.green[k]) * part;
      facets.blue[k] += (bright.blue() * lit - facets.blue[k]) * part;
    }

    /** Fills the rows from the last facet of each column to the new one. */
    private void fill(int first) {
      // gathered before they are filled, since no processor guesses which of them rise
      int rising = 0;
      for (int k = 0; k < facets.count; k++) {
        int begin = Math.max(0, (int) Math.ceil(rows[k]));
        begins[k] = begin;
        risen[rising] = k;
        rising += begin < top[first + columns[k]] ? 1 : 0;
      }
      for (int j = 0; j < rising; j++) {
        int k = risen[j];
        int c = columns[k];
        rise(k, c, first + c);
      }
      for (int k = 0; k < facets.count; k++) {
        int c = columns[k];
        lastY[c] = rows[k];
        seen[c] = true;
        lastRed[c] = facets.red[k];
        lastGreen[c] = facets.green[k];
        lastBlue[c] = facets.blue[k];
      }
    }

    private void rise(int k, int c, int column) {
      float row = rows[k];
      float span = lastY[c] - row;
      float perRow = seen[c] && span > 0 ? 1 / span : 0;
      float r = facets.red[k];
      float g = facets.green[k];
      float b = facets.blue[k];
      int until = top[column];
      top[column] = begins[k];
      for (int y = begins[k]; y < until; y++) {
        float part = Math.min(1, (y - row) * perRow);
        int i = y * space.width() + column;
        red[i] = r + (lastRed[c] - r) * part;
        green[i] = g + (lastGreen[c] - g) * part;
        blue[i] = b + (lastBlue[c] - b) * part;
      }
    }

    private static float level(float metres, Patch patch) {
      float points = metres * patch.density(0);
      return points <= 1 ? 0 : Math.min(Patch.LEVELS - 1, (float) (Math.log(points) * 1.4427));
    }
  }
}
