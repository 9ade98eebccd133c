package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.List;

/** Foam that swells and sinks at the feet of rocks. */
final class Surf implements Layer {
  /**
   * Where a rock meets the water.
   *
   * @param x units of its middle
   * @param y units of the water line
   * @param radius half of its height in units
   */
  record Foot(float x, float y, float radius) {}

  private final List<Foot> feet;
  private final float depth;
  private final Rgb froth;
  private final float strong;

  Surf(Stage stage, List<Foot> feet, float depth) {
    this.feet = List.copyOf(feet);
    this.depth = depth;
    froth = stage.light().on(new Rgb(0.93f, 0.96f, 0.97f), 0.5f, 0.95f, 0);
    strong = strength(stage.scene().weather());
  }

  private static float strength(Weather weather) {
    return switch (weather) {
      case FOG, SNOW -> 0.55f;
      case CLEAR, CLOUDY -> 0.8f;
      case RAIN, WINDY -> 1.1f;
      case STORM -> 1.5f;
    };
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float y = frame.unitY(row.y(), depth);
    float[] lace = row.scratch(0);
    boolean ready = false;
    for (Foot foot : feet) {
      float flat = foot.radius * 0.26f;
      float down = (y - foot.y) / flat;
      if (down < -1.3f || down > 1.6f) {
        continue;
      }
      if (!ready) {
        Tile.THREADS.row(y * 5.2f + 9 * frame.seconds(), lace);
        ready = true;
      }
      paint(row, foot, down, lace);
    }
  }

  private void paint(Row row, Foot foot, float down, float[] lace) {
    Frame frame = row.frame();
    float t = frame.seconds();
    float swell = 0.5f + 0.5f * (float) Math.sin(1.15f * t + foot.x * 0.021f + foot.y * 0.05f);
    float wide = foot.radius * (1.32f + 0.21f * swell);
    int from = Math.max(row.from(), (int) frame.pixelX(foot.x - wide * 1.4f, depth));
    int to = Math.min(row.to(), (int) frame.pixelX(foot.x + wide * 1.4f, depth));
    float step = frame.unitStep(depth);
    float x = frame.unitX(from, depth) - foot.x;
    for (int column = from; column <= to; column++, x += step) {
      float across = x / wide;
      float out = (float) Math.sqrt(across * across + 0.5f * down * down);
      float thread = Tile.along(lace, (x + foot.x) * 1.9f + 5 * (float) Math.sin(0.6f * t));
      // densest where the rock ends, torn farther out
      float ring = Curves.smooth(1.42f, 0.92f, out) * Curves.smooth(-1.1f, 0.1f, down);
      float torn = Curves.smooth(0.34f, 0.74f, thread + 0.34f * ring - 0.20f * (1 - swell));
      float foam = Math.min(0.92f, strong * (0.40f + 0.60f * swell) * ring * torn);
      if (foam > 0.004f) {
        row.cover(column, froth.red(), froth.green(), froth.blue(), foam);
      }
    }
  }
}
