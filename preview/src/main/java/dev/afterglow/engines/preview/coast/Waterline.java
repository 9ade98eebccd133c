package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.scene.Weather;

/** Where land stands in the sea: a hem of surf, and the land's image on the waves before it. */
final class Waterline {
  /** How much longer a rough sea draws an image than a mirror would. */
  private static final float DRAWN = 0.62f;

  private Waterline() {}

  /**
   * Adds hem and image below all that is painted on a sheet.
   *
   * @param lowest y in units below which no land is looked for
   */
  static void mirror(Stage stage, Sheet sheet, float lowest) {
    Light light = stage.light();
    Rgb froth = light.on(new Rgb(0.93f, 0.96f, 0.97f), 0.45f, 0.9f, 0.1f);
    float strong = smooth(stage.scene().weather());
    float scale = sheet.scale();
    int last = Math.min(sheet.height() - 1, (int) sheet.row(lowest) + 1);
    int first = Math.max(0, (int) sheet.row(stage.horizon()) - 1);
    for (int column = 0; column < sheet.width(); column++) {
      int foot = last;
      while (foot > first && sheet.covered(column, foot) < 0.5f) {
        foot--;
      }
      if (foot > first) {
        image(sheet, column, foot, strong, scale);
        surf(sheet, column, foot, froth, scale);
      }
    }
  }

  private static void image(Sheet sheet, int column, int foot, float strong, float scale) {
    int reach = (int) (52 * scale);
    for (int down = 1; down <= reach; down++) {
      int source = foot - 1 - (int) (down / DRAWN);
      float covered = sheet.covered(column, source);
      if (covered < 0.05f) {
        return;
      }
      float fade = 1 - (float) down / reach;
      float torn = 0.62f + 0.6f * Noise.at(column / (17 * scale), down / (1.7f * scale));
      Rgb seen = sheet.colour(column, source).times(0.72f);
      sheet.put(column, foot + down, seen, strong * covered * fade * Curves.clamp(torn));
    }
  }

  private static void surf(Sheet sheet, int column, int foot, Rgb froth, float scale) {
    float high = (1.3f + 1.5f * Noise.at(column / (9 * scale), 3.7f)) * scale;
    for (int up = -1; up <= high; up++) {
      float soft = Curves.clamp(high - up) * (up < 0 ? 0.4f : 0.85f);
      float torn = 0.75f + 0.4f * Noise.at(column / (3 * scale), up + 0.5f);
      sheet.put(column, foot - up, froth, soft * Curves.clamp(torn));
    }
  }

  private static float smooth(Weather weather) {
    return switch (weather) {
      case CLEAR, CLOUDY -> 0.62f;
      case FOG, SNOW -> 0.7f;
      case WINDY, RAIN -> 0.32f;
      case STORM -> 0.12f;
    };
  }

  /** A still whose part below a y in units wavers as water does. */
  static Layer moving(Still still, float line) {
    return still.swaying((seconds, x, y) -> {
      float below = Math.max(0, y - line);
      float strong = Math.min(2.6f, 0.16f * below);
      return strong
          * ((float) Math.sin(2.1f * seconds + 1.3f * below + 0.02f * x)
              + 0.6f * (float) Math.sin(3.4f * seconds - 0.8f * below));
    });
  }
}
