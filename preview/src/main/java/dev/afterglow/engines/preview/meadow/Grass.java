package dev.afterglow.engines.preview.meadow;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.List;
import java.util.SplittableRandom;

/** Blades of grass close to the lens, with flowers among them, bending in the wind. */
public final class Grass {
  /**
   * A strip of grass.
   *
   * @param depth how near it is
   * @param rootY y in units from which it grows
   * @param tall length of a blade in units
   * @param blades how many for a picture 1280 units wide
   * @param flowers how many, likewise
   */
  public record Strip(float depth, float rootY, float tall, int blades, int flowers) {}

  private final Stage stage;
  private final Light light;
  private final List<Rgb> colours;
  private final Rgb root;
  private final Rgb tip;

  /** Grass of a season, with flowers of these colours. */
  public Grass(Stage stage, List<Rgb> colours) {
    this.stage = stage;
    this.colours = colours;
    light = stage.light();
    Sward sward = Sward.of(stage.scene());
    root = sward.root();
    tip = sward.tip();
  }

  /** Bakes a strip and lets it sway. */
  public Layer grow(Strip strip, String purpose) throws InterruptedException {
    SplittableRandom random = stage.random(purpose);
    float half = stage.space().half() + 60;
    Still still =
        stage.bake(
            strip.depth,
            sheet -> {
              // under snow only the tips of tall grass are seen
              float seen = stage.scene().season() == Season.WINTER ? 0.34f : 1;
              int blades = (int) (strip.blades * seen * half / 640);
              int flowers = colours.isEmpty() ? 0 : (int) (strip.flowers * half / 640);
              for (int i = 0; i < blades; i++) {
                blade(sheet, strip, random, half);
                if (flowers > 0 && i % Math.max(1, blades / flowers) == 0) {
                  flower(sheet, strip, random, half);
                }
              }
            });
    float strong = windy() ? 2.1f : 1;
    return still.swaying((seconds, x, y) -> {
      float high = Math.max(0, strip.rootY - y) / strip.tall;
      float gust =
          (float) Math.sin(seconds * 1.5f - x * 0.011f)
              + 0.45f * (float) Math.sin(seconds * 3.1f - x * 0.034f + 1);
      return strong * strip.tall * 0.055f * high * (0.6f + 0.4f * high) * gust;
    });
  }

  private boolean windy() {
    Weather weather = stage.scene().weather();
    return weather == Weather.WINDY || weather == Weather.STORM;
  }

  private void blade(Sheet sheet, Strip strip, SplittableRandom random, float half) {
    float x = (float) random.nextDouble(-half, half);
    float clump = 0.75f + 0.6f * Noise.at(x / 46, strip.depth * 5);
    float tall = strip.tall * clump * (0.45f + 0.65f * (float) random.nextDouble());
    float bend = (float) random.nextGaussian() * tall * 0.26f;
    float thick = strip.tall * 0.022f * (0.6f + 0.8f * (float) random.nextDouble());
    float tone = 0.72f + 0.5f * (float) random.nextDouble();
    float y = strip.rootY + (float) random.nextDouble(0, strip.tall * 0.16f);
    curve(sheet, x, y, tall, bend, thick, root.times(tone), tip.times(tone));
  }

  /** One blade or stem from its root, ever thinner, bent by a part that grows with its height. */
  private void curve(
      Sheet sheet, float x, float y, float tall, float bend, float thick, Rgb low, Rgb high) {
    float scale = sheet.scale();
    int rows = (int) (tall * scale);
    for (int up = 0; up < rows; up++) {
      float part = (float) up / rows;
      float middle = sheet.column(x + bend * part * part);
      float wide = Math.max(0.5f, thick * scale * (1 - part * part));
      int row = Math.round(sheet.row(y)) - up;
      Rgb colour = low.mix(high, part);
      float facing = 0.25f + 0.75f * part;
      for (int column = (int) (middle - wide - 1); column <= middle + wide + 1; column++) {
        float covered = Curves.clamp(wide + 0.5f - Math.abs(column - middle));
        sheet.lit(column, row, light, colour, facing, 0.35f + 0.6f * part, 0, covered);
      }
    }
  }

  private void flower(Sheet sheet, Strip strip, SplittableRandom random, float half) {
    float x = (float) random.nextDouble(-half, half);
    float tall = strip.tall * (0.55f + 0.55f * (float) random.nextDouble());
    float bend = (float) random.nextGaussian() * tall * 0.10f;
    float y = strip.rootY + (float) random.nextDouble(0, strip.tall * 0.1f);
    curve(sheet, x, y, tall, bend, strip.tall * 0.010f, root, tip.times(0.7f));
    Rgb colour = colours.get(random.nextInt(colours.size()));
    float radius = strip.tall * (0.055f + 0.045f * (float) random.nextDouble());
    int petals = 5 + random.nextInt(4);
    float turn = (float) random.nextDouble(Math.TAU);
    float tilt = 0.5f + 0.4f * (float) random.nextDouble();
    blossom(
        sheet,
        sheet.column(x + bend),
        sheet.row(y - tall),
        radius * sheet.scale(),
        petals,
        turn,
        tilt,
        colour);
  }

  private void blossom(
      Sheet sheet, float x, float y, float radius, int petals, float turn, float tilt, Rgb colour) {
    int reach = (int) Math.ceil(radius) + 1;
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        float down = dy / tilt;
        float distance = (float) Math.sqrt(dx * dx + down * down) / radius;
        if (distance > 1.1f) {
          continue;
        }
        float angle = (float) Math.atan2(down, dx) + turn;
        float petal = 0.62f + 0.38f * (float) Math.abs(Math.cos(angle * petals / 2));
        float covered = Curves.clamp((petal - distance) * radius + 0.5f);
        float heart = Curves.smooth(0.34f, 0.22f, distance);
        float shade = 0.62f + 0.5f * distance - 0.18f * dy / radius;
        sheet.lit(
            Math.round(x) + dx,
            Math.round(y) + dy,
            light,
            Curves.mix(colour.red() * shade, 0.95f, heart),
            Curves.mix(colour.green() * shade, 0.74f, heart),
            Curves.mix(colour.blue() * shade, 0.16f, heart),
            0.85f,
            0.95f,
            0,
            covered);
      }
    }
  }
}
