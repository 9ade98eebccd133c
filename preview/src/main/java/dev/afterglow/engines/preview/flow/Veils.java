package dev.afterglow.engines.preview.flow;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;
import java.util.SplittableRandom;

/**
 * Silken veils of light: a bright thread along each line, and threads of light that fall from it
 * and fade. Lines, folds and colours are computed once a frame for every column.
 */
final class Veils implements Layer {
  private static final int COUNT = 5;
  private static final float DEPTH = 0.8f;

  private final Veil[] veils = new Veil[COUNT];
  private final Hues hues;
  private final float[][] line;
  private final float[][] inverseFold;
  private final float[][] light;
  private final float[][] threads;
  private final Rgb[][] colour;

  Veils(Stage stage, Hues hues) {
    this.hues = hues;
    int width = stage.space().width();
    line = new float[COUNT][width];
    inverseFold = new float[COUNT][width];
    light = new float[COUNT][width];
    threads = new float[COUNT][width];
    colour = new Rgb[COUNT][width];
    SplittableRandom random = stage.random("veils");
    float bottom = stage.space().bottom();
    for (int k = 0; k < COUNT; k++) {
      float middle = bottom * (0.20f + 0.62f * k / (COUNT - 1));
      veils[k] = Veil.of(random, middle, stage.space().half(), k, COUNT);
    }
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    float t = frame.seconds();
    crew.each(
        COUNT,
        1,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            hang(frame, k, t);
          }
        });
  }

  private void hang(Frame frame, int k, float t) {
    Veil veil = veils[k];
    float scale = frame.space().scale() * frame.zoom(DEPTH);
    for (int x = 0; x < line[k].length; x++) {
      float u = frame.unitX(x, DEPTH);
      line[k][x] = frame.pixelY(veil.line(u, t), DEPTH);
      inverseFold[k][x] = 1 / (veil.fold(u, t) * scale);
      light[k][x] = veil.light(u, t);
      // threads lean with the line, so that folds seem to turn
      threads[k][x] = u * 1.15f + 42 * (float) Math.sin(u * 0.006f + t * 0.23f + k * 2.1f);
      if ((x & 7) == 0) {
        Rgb now = hues.at(veil.hue() + u * 0.0011f + t * 0.05f);
        for (int i = x; i < Math.min(x + 8, line[k].length); i++) {
          colour[k][i] = now;
        }
      }
    }
  }

  @Override
  public void paint(Row row) {
    float[] pattern = row.scratch(0);
    for (int k = 0; k < COUNT; k++) {
      Tile.THREADS.row(k * 97 + row.frame().seconds() * (3 + k), pattern);
      paint(row, k, pattern);
    }
  }

  private void paint(Row row, int k, float[] pattern) {
    boolean upward = veils[k].upward();
    float hair = 1 / (2.6f * row.frame().space().scale());
    for (int x = row.from(); x <= row.to(); x++) {
      float below = row.y() - line[k][x];
      below = upward ? -below : below;
      float d = below * inverseFold[k][x];
      if (d > 2.6f || d < -0.6f) {
        continue;
      }
      float thread = below * hair;
      float bright = Curves.fall(thread * thread * 0.5f) * 0.55f;
      if (d >= 0) {
        float silk = Tile.along(pattern, threads[k][x]);
        bright += Curves.fall(d * 2.1f) * (0.12f + 0.62f * silk * silk) * Curves.smooth(0, .04f, d);
      } else {
        bright += Curves.fall(-d * 15) * 0.16f;
      }
      bright *= light[k][x];
      Rgb c = colour[k][x];
      float white = bright * bright * 0.24f;
      row.glow(x, c.red() * bright + white, c.green() * bright + white, c.blue() * bright + white);
    }
  }
}
