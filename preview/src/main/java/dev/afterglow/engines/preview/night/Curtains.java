package dev.afterglow.engines.preview.night;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.Arrays;

/**
 * Curtains of light: ribbons that fold and sway, each point of which sends a ray upwards, so that
 * folds seen edge-on are bright as they are in nature.
 */
final class Curtains implements Layer {
  private static final float DEPTH = 0.05f;
  private static final int RIBBONS = 3;
  private static final int POINTS = 1600;

  private final Stage stage;
  private final Rgb lower;
  private final Rgb upper;
  private final float offset;
  private final SoftField low;
  private final SoftField high;
  private final int step;
  private final int width;
  private final int height;
  private final float[] lowLight;
  private final float[] highLight;

  Curtains(Stage stage, Rgb lower, Rgb upper) {
    this.stage = stage;
    this.lower = lower;
    this.upper = upper;
    offset = stage.offset("aurora");
    low = new SoftField(stage.space());
    high = new SoftField(stage.space());
    step = low.step();
    width = stage.space().width() / step + 3;
    height = stage.space().height() / step + 3;
    lowLight = new float[width * height];
    highLight = new float[width * height];
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    Arrays.fill(lowLight, 0);
    Arrays.fill(highLight, 0);
    for (int ribbon = 0; ribbon < RIBBONS; ribbon++) {
      ribbon(frame, ribbon);
    }
    float bottom = frame.pixelY(stage.horizon() + 30, DEPTH);
    low.fill(crew, 0, (int) bottom, (x, y) -> lowLight[index(x, y)]);
    high.fill(crew, 0, (int) bottom, (x, y) -> highLight[index(x, y)]);
  }

  private int index(float x, float y) {
    return Math.min(height - 1, (int) y / step) * width + Math.min(width - 1, (int) x / step);
  }

  private void ribbon(Frame frame, int ribbon) {
    float t = frame.seconds();
    float half = stage.space().half();
    float horizon = stage.horizon();
    float seed = offset + 11.3f * ribbon;
    float strength = 0.15f * (1 - 0.24f * ribbon);
    float base = horizon * (0.74f - 0.17f * ribbon);
    float tall = horizon * (0.60f - 0.06f * ribbon);
    float usual = half * 3.1f / POINTS;
    float before = Float.NaN;
    for (int i = 0; i < POINTS; i++) {
      float s = (float) i / POINTS;
      // two folds of different size wander along the ribbon in opposite directions
      float fold =
          0.52f * Noise.at(s * 2.6f + seed, t * 0.055f + seed)
              + 0.20f * Noise.at(s * 7.5f - t * 0.05f, t * 0.11f + seed)
              + 0.055f * Noise.at(s * 23 + t * 0.12f, t * 0.28f + seed);
      float x = (s * 2 - 1) * half * 1.55f + fold * half * 0.95f;
      float y =
          base
              + horizon * 0.22f * Noise.at(s * 1.9f - 7 + seed, t * 0.05f)
              + horizon * 0.06f * Noise.at(s * 6 + seed, t * 0.1f + 3)
              - horizon * 0.10f * (float) Math.cos((s - 0.5f) * 4);
      float rays =
          0.62f
              + 0.48f * Noise.at(s * 58 + seed + t * 0.34f, t * 0.45f)
              + 0.34f * Noise.at(s * 140 - t * 0.8f, seed + t * 0.7f);
      float swell = 0.60f + 1.0f * Noise.at(s * 3.1f + t * 0.10f, seed + t * 0.07f);
      float bright = strength * Math.max(0.05f, rays) * Math.max(0.02f, swell + 0.15f);
      // a fold is bright, but never a single beam
      float apart = Float.isNaN(before) ? usual : Math.abs(x - before);
      before = x;
      bright *= Math.min(1, 0.16f + apart / (usual * 0.5f));
      float length = tall * (0.62f + 0.5f * Noise.at(s * 9 + seed, t * 0.16f + 40));
      ray(frame, x, y, length, bright);
    }
  }

  /** One ray: sharp below, fading upwards, leaning out from a point far above the picture. */
  private void ray(Frame frame, float x, float y, float tall, float bright) {
    float column = frame.pixelX(x, DEPTH) / step;
    float foot = frame.pixelY(y, DEPTH) / step;
    float rows = tall * stage.space().scale() / step;
    float lean = (column - width * 0.5f) * 0.12f / Math.max(1, rows);
    int top = Math.max(0, (int) (foot - rows * 1.7f));
    int bottom = Math.min(height - 1, (int) (foot + 3));
    for (int row = top; row <= bottom; row++) {
      float up = (foot - row) / rows;
      float edge = Curves.smooth(-2.2f / rows, 0.05f, up);
      float fade = (float) Math.exp(-2.4f * Math.max(0, up));
      float at = column + lean * (foot - row);
      int cell = (int) Math.floor(at);
      if (cell < 0 || cell >= width - 1) {
        continue;
      }
      float part = at - cell;
      float violet = Curves.smooth(0.22f, 0.85f, up) * 0.85f + 0.10f * (1 - edge);
      float green = bright * edge * fade * (1 - 0.75f * violet);
      float purple = bright * edge * fade * violet * 1.5f;
      int i = row * width + cell;
      lowLight[i] += green * (1 - part);
      lowLight[i + 1] += green * part;
      highLight[i] += purple * (1 - part);
      highLight[i + 1] += purple * part;
    }
  }

  @Override
  public void paint(Row row) {
    if (row.frame().unitY(row.y(), DEPTH) > stage.horizon() + 20) {
      return;
    }
    float[] green = row.scratch(0);
    float[] violet = row.scratch(1);
    low.row(row, green);
    high.row(row, violet);
    for (int x = row.from(); x <= row.to(); x++) {
      float a = green[x];
      float b = violet[x];
      // where it is brightest it turns towards white
      float white = 0.25f * a * a;
      row.glow(
          x,
          a * lower.red() + b * upper.red() + white,
          a * lower.green() + b * upper.green() + white,
          a * lower.blue() + b * upper.blue() + white);
    }
  }
}
