package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Season;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rounded stones, with moss on top if they are old enough; those that stand lower hide the others.
 */
public final class Boulders {
  private record Stone(float x, float y, float radius) {}

  private final Light light;
  private final float mossy;
  private final boolean winter;
  private final float hazed;
  private final float lightX;
  private final List<Stone> stones = new ArrayList<>();

  /**
   * No stones yet.
   *
   * @param mossy 0 bare, 1 overgrown
   * @param hazed how much haze lies before them
   */
  public Boulders(Stage stage, float mossy, float hazed) {
    light = stage.light();
    this.mossy = mossy;
    winter = stage.scene().season() == Season.WINTER;
    this.hazed = hazed;
    lightX = light.sunX() < 0 ? -0.5f : 0.5f;
  }

  /** Adds a stone: its middle and about half of its height in units. */
  public void add(float x, float y, float radius) {
    stones.add(new Stone(x, y, radius));
  }

  /** Paints all stones, cut off at the y of a water line. */
  public void paint(Sheet sheet, float line) {
    int width = sheet.width();
    float[] relief = new float[width * sheet.height()];
    float[] covered = new float[width * sheet.height()];
    stones.sort(Comparator.comparingDouble(Stone::y));
    for (Stone stone : stones) {
      raise(sheet, stone, line, relief, covered);
    }
    for (int row = 1; row < sheet.height() - 1; row++) {
      for (int column = 1; column < width - 1; column++) {
        int i = row * width + column;
        if (covered[i] > 0) {
          shade(sheet, row, column, relief, covered[i]);
        }
      }
    }
  }

  private static void raise(Sheet sheet, Stone stone, float line, float[] relief, float[] covered) {
    float radius = stone.radius;
    int top = (int) Math.max(1, sheet.row(stone.y - radius * 1.4f));
    int bottom = (int) Math.min(sheet.height() - 2, sheet.row(stone.y + radius * 1.4f));
    int left = (int) Math.max(1, sheet.column(stone.x - radius * 2));
    int right = (int) Math.min(sheet.width() - 2, sheet.column(stone.x + radius * 2));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        float x = sheet.unitX(column);
        float y = sheet.unitY(row);
        float across = (x - stone.x) / (radius * 1.45f);
        float down = (y - stone.y) / radius;
        float rough = Noise.sum(x / (radius * 0.8f) + stone.x, y / (radius * 0.7f), 4);
        float q = across * across + down * down + 0.42f * rough;
        if (q > 1 || y > line + 3 * Noise.at(x / 9, 1)) {
          continue;
        }
        float edge = Math.min(1, (1 - q) * radius * sheet.scale() * 0.4f);
        float bumps = Noise.sum(x / (radius * 0.5f) + stone.x, y / (radius * 0.42f), 5);
        float high =
            (float) Math.sqrt(1 - Math.max(0, q)) * radius * 0.95f + radius * 0.34f * bumps;
        int i = row * sheet.width() + column;
        relief[i] = Curves.mix(relief[i], high, edge);
        covered[i] += (1 - covered[i]) * edge;
      }
    }
  }

  private void shade(Sheet sheet, int row, int column, float[] relief, float coverage) {
    int width = sheet.width();
    int i = row * width + column;
    float x = sheet.unitX(column);
    float y = sheet.unitY(row);
    float half = 0.5f * sheet.scale();
    float dx = Math.clamp((relief[i + 1] - relief[i - 1]) * half, -2.2f, 2.2f);
    float dy = Math.clamp((relief[i + width] - relief[i - width]) * half, -2.2f, 1.4f);
    float flat = 1 / (float) Math.sqrt(dx * dx + dy * dy + 1);
    float facing = Math.max(0, (-dx * lightX + dy * 0.62f + 0.6f) * flat);
    float patch = Noise.sum(x / 19, y / 19, 4);
    float grain = 1 + 0.25f * Noise.sum(x / 5, y / 5, 3);
    float moss = mossy * Curves.smooth(0.12f, 0.55f, dy * flat * 0.9f + patch * 0.8f);
    float snow = winter ? Curves.smooth(-0.35f, 0.30f, dy * flat + 0.4f * patch) : 0;
    float wet =
        (float) Math.pow(Math.max(0, (-dx * lightX + dy * 0.6f + 0.72f) * flat), 14) * 0.03f;
    sheet.lit(
        column,
        row,
        light,
        Curves.mix(
            Curves.mix(0.43f + 0.15f * patch, 0.25f + 0.12f * patch, moss) * grain + wet,
            0.72f,
            snow),
        Curves.mix(
            Curves.mix(0.41f + 0.14f * patch, 0.34f + 0.13f * patch, moss) * grain + wet,
            0.77f,
            snow),
        Curves.mix(Curves.mix(0.39f + 0.13f * patch, 0.13f, moss) * grain + wet, 0.85f, snow),
        facing * 1.05f,
        0.55f + 0.45f * dy * flat,
        hazed,
        coverage);
  }
}
