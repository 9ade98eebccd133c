package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/**
 * What stands around a fire: conifers, ground, stones and logs, each as far as light reaches it.
 */
final class Clearing {
  private static final Rgb WARM = new Rgb(1.0f, 0.52f, 0.20f);

  private final Stage stage;
  private final Hearth hearth;
  private final Light light;
  private final float edge;

  Clearing(Stage stage, Hearth hearth) {
    this.stage = stage;
    this.hearth = hearth;
    this.light = stage.light();
    this.edge = stage.horizon() + 24;
  }

  private float warmth(float x, float y, float reach) {
    float dx = (x - hearth.x()) / reach;
    float dy = (y - hearth.y()) / (reach * 0.62f);
    return 1 / (1 + 3.2f * (dx * dx + dy * dy));
  }

  void trees(Sheet sheet) {
    SplittableRandom random = stage.random("clearing");
    float half = stage.space().half() + 60;
    for (int layer = 0; layer < 2; layer++) {
      int count = (int) (half / (layer == 0 ? 13 : 21));
      for (int i = 0; i < count; i++) {
        float x = (float) random.nextDouble(-half, half);
        float open = Curves.fall(2.4f * (x / half) * (x / half));
        float tall =
            (float) random.nextDouble(150, 330) * (1.15f - 0.55f * open) * (layer == 0 ? 0.8f : 1);
        conifer(sheet, x, edge + 12 * layer, tall, layer, random.nextInt(1000));
      }
    }
  }

  private void conifer(Sheet sheet, float x, float foot, float tall, int layer, int seed) {
    int top = (int) sheet.row(foot - tall);
    int bottom = (int) sheet.row(foot);
    for (int y = Math.max(0, top); y <= Math.min(bottom, sheet.height() - 1); y++) {
      float v = (sheet.unitY(y) - foot + tall) / tall;
      float saw = (v * 11 + seed * 0.37f) % 1;
      float reach = tall * 0.19f * (float) Math.pow(v, 0.85) * (0.52f + 0.55f * saw) + 0.8f;
      int from = (int) sheet.column(x - reach - 3);
      int to = (int) sheet.column(x + reach + 3);
      for (int column = from; column <= to; column++) {
        float unitX = sheet.unitX(column);
        float ragged = 4.6f * Noise.at(unitX * 0.45f + seed, sheet.unitY(y) * 0.5f);
        float cover = Curves.clamp((reach - Math.abs(unitX - x) + ragged) * sheet.scale());
        if (cover > 0) {
          sheet.put(column, y, needle(unitX, sheet.unitY(y), x, reach, layer), cover);
        }
      }
    }
  }

  private Rgb needle(float x, float y, float trunk, float reach, int layer) {
    float grain = 0.7f + 0.5f * Noise.at(x * 0.3f, y * 0.36f);
    Rgb dark = light.on(new Rgb(0.16f, 0.26f, 0.18f), 0.25f, 0.8f, layer == 0 ? 0.35f : 0.12f);
    // the side that looks to the fire is the lit one
    float facing = Curves.clamp(0.5f + (hearth.x() - trunk) * (x - trunk) / (reach * 320));
    float warm =
        warmth(x, y, 330) * (0.25f + 0.75f * facing) * grain * (layer == 0 ? 0.35f : 0.62f);
    return new Rgb(
        dark.red() + WARM.red() * 0.50f * warm,
        dark.green() + WARM.green() * 0.62f * warm,
        dark.blue() + WARM.blue() * 0.40f * warm);
  }

  void ground(Sheet sheet) throws InterruptedException {
    stage
        .crew()
        .each(
            sheet.height(),
            16,
            (from, to) -> {
              for (int y = from; y < to; y++) {
                groundRow(sheet, y);
              }
            });
    stones(sheet);
  }

  private void groundRow(Sheet sheet, int row) {
    float y = sheet.unitY(row);
    for (int column = 0; column < sheet.width(); column++) {
      float x = sheet.unitX(column);
      float rim = edge + 9 * Noise.sum(x / 70, 2, 3) + 4 * Math.abs(Noise.at(x / 3.5f, 5));
      float cover = Curves.clamp((y - rim) * sheet.scale() * 0.5f);
      if (cover > 0) {
        float near = Math.max(0.12f, (y - edge) / (stage.space().bottom() - edge));
        float grain = Noise.sum(x / (26 * near), y / (9 * near), 4);
        float tuft = Noise.at(x / (7 * near), y / (3.5f * near));
        Rgb earth = light.on(new Rgb(0.24f, 0.21f, 0.16f), 0.2f, 0.8f, 0.05f);
        float warm = warmth(x, y, 250) * (0.72f + 0.75f * grain + 0.35f * tuft);
        sheet.put(
            column,
            row,
            earth.red() * (1 + grain) + 0.56f * warm,
            earth.green() * (1 + grain) + 0.29f * warm,
            earth.blue() * (1 + grain) + 0.11f * warm,
            cover);
      }
    }
  }

  /** A ring of stones, and logs laid against one another. */
  private void stones(Sheet sheet) {
    SplittableRandom random = stage.random("stones");
    for (int i = 0; i < 15; i++) {
      double angle = Math.PI * (1 + (i + 0.3 * random.nextDouble()) / 14.0);
      float x = hearth.x() + 112 * (float) Math.cos(angle);
      float y = hearth.y() + 12 - 26 * (float) Math.sin(angle) * (i % 2 == 0 ? 1 : 0.9f) - 26;
      stone(sheet, x, y + 30, (float) random.nextDouble(12, 20));
    }
    for (int i = 0; i < 5; i++) {
      float lean = (i - 2) * 34f + (float) random.nextDouble(-8, 8);
      log(
          sheet,
          hearth.x() + lean * 1.9f,
          hearth.y() + 14,
          hearth.x() + lean * 0.1f,
          hearth.y() - 52);
    }
  }

  private void stone(Sheet sheet, float x, float y, float radius) {
    for (int row = (int) sheet.row(y - radius); row <= sheet.row(y + radius); row++) {
      for (int column = (int) sheet.column(x - 1.4f * radius);
          column <= sheet.column(x + 1.4f * radius);
          column++) {
        float ux = (sheet.unitX(column) - x) / (1.3f * radius);
        float uy = (sheet.unitY(row) - y) / (0.8f * radius);
        float bump = 0.3f * Noise.sum(sheet.unitX(column) / 9 + x, sheet.unitY(row) / 7, 3);
        float inside = 1 - ux * ux - uy * uy + bump;
        if (inside > 0) {
          float towards = Curves.clamp(0.55f + 0.6f * ux * Math.signum(hearth.x() - x) - 0.5f * uy);
          float warm = towards * (0.55f + 0.6f * bump) * 0.62f;
          sheet.put(
              column,
              row,
              0.05f + 0.72f * warm,
              0.05f + 0.40f * warm,
              0.06f + 0.19f * warm,
              inside * 5);
        }
      }
    }
  }

  private void log(Sheet sheet, float x0, float y0, float x1, float y1) {
    float dx = x1 - x0;
    float dy = y1 - y0;
    float length = (float) Math.hypot(dx, dy);
    int rows = (int) (length * sheet.scale() * 2);
    for (int i = 0; i <= rows; i++) {
      float part = i / (float) rows;
      for (int k = -16; k <= 16; k++) {
        float across = k / 16f;
        float x = x0 + dx * part - dy / length * across * 7.5f;
        float y = y0 + dy * part + dx / length * across * 7.5f;
        float bark = 0.5f + 0.6f * Noise.at(part * 22 + x0, across * 3);
        // what lies in the fire glows
        float ember = part * part * (0.5f + 0.7f * Noise.at(part * 15, across * 4 + x0));
        float shade = (1 - across * across) * bark * 0.26f;
        sheet.put(
            (int) sheet.column(x),
            (int) sheet.row(y),
            0.04f + shade + 0.9f * ember,
            0.03f + shade * 0.55f + 0.28f * ember * ember,
            0.02f + shade * 0.3f,
            1);
      }
    }
  }

  /** A tent at the edge of the clearing, lit from inside. */
  void tent(Sheet sheet) {
    float x = -stage.space().half() * 0.52f;
    float foot = edge + 46;
    float tall = 118;
    for (int row = (int) sheet.row(foot - tall); row <= sheet.row(foot); row++) {
      float v = (sheet.unitY(row) - foot + tall) / tall;
      float reach = 104 * (float) Math.pow(Math.max(0, v), 0.8);
      for (int column = (int) sheet.column(x - reach - 1);
          column <= sheet.column(x + reach + 1);
          column++) {
        float u = (sheet.unitX(column) - x) / Math.max(1, reach);
        float cover = Curves.clamp((1 - Math.abs(u)) * reach * sheet.scale());
        float fold = 0.9f + 0.14f * (float) Math.sin(u * 7 + v * 2);
        float seam = Curves.fall(sq((u + 0.04f) * 26)) * 0.5f;
        float inside =
            (0.30f + 0.55f * Curves.fall(2.2f * (u * u + sq(v - 0.8f)))) * fold * (1 - seam);
        sheet.put(column, row, inside, inside * 0.60f, inside * 0.25f, cover);
      }
    }
  }

  private static float sq(float v) {
    return v * v;
  }
}
