package dev.afterglow.engines.preview.deep;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;
import java.util.SplittableRandom;

/** The ground of the sea in three distances: sand or rock, corals, and weed that sways. */
final class Reef {
  private static final int[] CORALS = {0xE8785A, 0xD85A8A, 0xF0B050, 0x9A6AC8, 0xE0E0C8};
  private static final float[] FLOOR = {0.70f, 0.83f, 0.985f};
  private static final float[] WATER = {0.66f, 0.30f, 0.06f};

  private final Stage stage;
  private final Blue blue;

  Reef(Stage stage, Blue blue) {
    this.stage = stage;
    this.blue = blue;
  }

  /** How weed and soft corals lean: more the higher they reach above the lower edge. */
  static float sway(float seconds, float x, float y) {
    return 7 * (float) Math.sin(seconds * 1.2f + x * 0.011f + y * 0.013f);
  }

  void paint(Sheet sheet, int distance) {
    float floor = stage.space().at(FLOOR[distance]);
    SplittableRandom random = stage.random("reef " + distance);
    float scale = distance == 0 ? 0.55f : distance == 1 ? 1 : 1.7f;
    if (distance < 2) {
      ground(sheet, floor, distance, scale);
    }
    float half = stage.space().half() + 90;
    int count = (int) (half / (distance == 2 ? 52 : 15 * scale + 8));
    for (int i = 0; i < count; i++) {
      float x = (float) random.nextDouble(-half, half);
      if (distance == 2 && Math.abs(x) < half * 0.55f) {
        continue; // the middle of the picture stays free
      }
      float foot = floor + crest(x, distance) * 26 * scale + 10 * scale;
      float tall = (float) random.nextDouble(30, 82) * scale;
      Rgb colour = Rgb.of(CORALS[random.nextInt(CORALS.length)]);
      if (random.nextDouble() < 0.45) {
        weed(sheet, x, foot, tall * 1.7f, distance, random);
      } else {
        coral(sheet, x, foot, tall, 0, 5.2f * scale, colour, distance, random, 5);
      }
    }
  }

  private float crest(float x, int distance) {
    return Noise.sum(x / 170 + stage.offset("floor" + distance), distance * 7f, 4);
  }

  private void ground(Sheet sheet, float floor, int distance, float scale) {
    for (int column = 0; column < sheet.width(); column++) {
      float x = sheet.unitX(column);
      float top = floor + crest(x, distance) * 44 * scale;
      for (int row = Math.max(0, (int) sheet.row(top) - 1); row < sheet.height(); row++) {
        float y = sheet.unitY(row);
        float cover = Curves.clamp((y - top) * sheet.scale() + 0.5f);
        float lump = Noise.sum(x / (30 * scale), (y - top) / (12 * scale), 4);
        float net = Tile.THREADS.at(x * 1.3f / scale, (y - top) * 2.6f / scale);
        float light = 0.40f + 0.42f * lump + 0.55f * Curves.smooth(0.62f, 0.95f, net);
        Rgb sand = new Rgb(0.86f, 0.78f, 0.60f).times(Math.max(0.05f, light)).times(blue.light());
        float deeper = Curves.smooth(0, 190 * scale, y - top);
        sheet.put(
            column,
            row,
            blue.through(sand, WATER[distance]).mix(blue.bottom(), 0.45f * deeper),
            cover);
      }
    }
  }

  /** A branch that grows, bends and forks. */
  private void coral(
      Sheet sheet,
      float x,
      float y,
      float tall,
      float lean,
      float thick,
      Rgb colour,
      int distance,
      SplittableRandom random,
      int forks) {
    float length = tall * (float) random.nextDouble(0.30, 0.46);
    float tipX = x + (float) Math.sin(lean) * length;
    float tipY = y - (float) Math.cos(lean) * length;
    stroke(sheet, x, y, tipX, tipY, thick, thick * 0.8f, colour, distance);
    if (forks == 0) {
      return;
    }
    int branches = random.nextDouble() < 0.7 ? 2 : 3;
    for (int i = 0; i < branches; i++) {
      float bend = lean + (i - (branches - 1) * 0.5f) * (float) random.nextDouble(0.5, 0.95);
      coral(
          sheet,
          tipX,
          tipY,
          tall * 0.80f,
          bend,
          thick * 0.74f,
          colour,
          distance,
          random,
          forks - 1);
    }
  }

  private void weed(
      Sheet sheet, float x, float foot, float tall, int distance, SplittableRandom random) {
    Rgb green =
        new Rgb(0.30f, 0.50f, 0.22f).mix(new Rgb(0.45f, 0.42f, 0.16f), (float) random.nextDouble());
    float thick = tall / 26;
    for (int blade = 0; blade < 5; blade++) {
      float at = x + (blade - 2) * thick * 1.6f;
      float phase = (float) random.nextDouble(Math.TAU);
      float high = tall * (float) random.nextDouble(0.6, 1);
      float lastX = at;
      float lastY = foot;
      for (int i = 1; i <= 14; i++) {
        float part = i / 14f;
        float nextX = at + 9 * part * (float) Math.sin(part * 5 + phase) * tall / 90;
        float nextY = foot - high * part;
        float width = thick * (1 - 0.8f * part);
        stroke(sheet, lastX, lastY, nextX, nextY, width, width, green, distance);
        lastX = nextX;
        lastY = nextY;
      }
    }
  }

  private void stroke(
      Sheet sheet,
      float x0,
      float y0,
      float x1,
      float y1,
      float thick0,
      float thick1,
      Rgb colour,
      int distance) {
    float reach = Math.max(thick0, thick1) + 1;
    int top = (int) sheet.row(Math.min(y0, y1) - reach);
    int bottom = (int) sheet.row(Math.max(y0, y1) + reach);
    int left = (int) sheet.column(Math.min(x0, x1) - reach);
    int right = (int) sheet.column(Math.max(x0, x1) + reach);
    float dx = x1 - x0;
    float dy = y1 - y0;
    float inverse = 1 / Math.max(0.01f, dx * dx + dy * dy);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        float px = sheet.unitX(column) - x0;
        float py = sheet.unitY(row) - y0;
        float part = Curves.clamp((px * dx + py * dy) * inverse);
        float offX = px - dx * part;
        float offY = py - dy * part;
        float half = Curves.mix(thick0, thick1, part) * 0.5f;
        float away = (float) Math.sqrt(offX * offX + offY * offY);
        float cover = Curves.clamp((half - away) * sheet.scale() + 0.5f);
        if (cover > 0) {
          float round = 0.62f - 0.42f * (offX + offY) / Math.max(0.5f, half);
          Rgb lit = colour.times(Math.clamp(round, 0.22f, 1.1f)).times(blue.light());
          sheet.put(column, row, blue.through(lit, WATER[distance]), cover);
        }
      }
    }
  }
}
