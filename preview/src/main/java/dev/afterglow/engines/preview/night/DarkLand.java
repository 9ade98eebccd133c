package dev.afterglow.engines.preview.night;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Conifers;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.SplittableRandom;

/** Land under a night sky: far ridges that fade into the air, a near rise with its trees. */
public final class DarkLand implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.NIGHT_SKY;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    float horizon = stage.horizon();
    stage.add(Plane.FAR, stage.bake(0.25f, sheet -> ridge(stage, sheet, horizon - 26, 58, 0.62f)));
    stage.add(Plane.MIDDLE, stage.bake(0.5f, sheet -> ridge(stage, sheet, horizon + 4, 44, 0.34f)));
    stage.add(Plane.NEAR, stage.bake(1.1f, sheet -> wood(stage, sheet, horizon + 34)));
  }

  private static void ridge(Stage stage, Sheet sheet, float level, float relief, float hazed) {
    Light light = stage.light();
    float offset = stage.offset("ridge" + level);
    float grown = stage.space().portrait() ? 1.5f : 1;
    Rgb crest = light.on(new Rgb(0.20f, 0.23f, 0.26f), 0.3f, 0.5f, light.hazed(hazed));
    Rgb foot = light.haze().mix(light.horizon(), 0.4f);
    for (int column = 0; column < sheet.width(); column++) {
      float x = sheet.unitX(column);
      float peak =
          Noise.ridges(x / 310 + offset, offset, 5) - 0.45f + 0.2f * Noise.sum(x / 30, offset, 3);
      float top = level - relief * grown * peak;
      int first = Math.max(0, (int) sheet.row(top) - 1);
      for (int row = first; row < sheet.height(); row++) {
        float down = sheet.unitY(row) - top;
        Rgb colour = crest.mix(foot, 0.75f * Curves.smooth(0, 90, down) * hazed);
        sheet.put(column, row, colour, Curves.clamp(down * sheet.scale() + 0.5f));
      }
    }
  }

  private static void wood(Stage stage, Sheet sheet, float level) {
    Light light = stage.light();
    float offset = stage.offset("wood");
    Rgb ground = light.on(new Rgb(0.16f, 0.19f, 0.17f), 0.15f, 0.7f, 0);
    for (int column = 0; column < sheet.width(); column++) {
      float top = rise(stage, sheet.unitX(column), level, offset);
      for (int row = Math.max(0, (int) sheet.row(top) - 1); row < sheet.height(); row++) {
        float down = sheet.unitY(row) - top;
        float grass = 0.8f + 0.5f * Noise.sum(column * 0.11f, row * 0.19f, 3);
        sheet.put(column, row, ground.times(grass), Curves.clamp(down * sheet.scale() + 0.5f));
      }
    }
    trees(stage, sheet, level, offset);
  }

  /** The ground falls away in the middle, so that the sky reaches down there. */
  private static float rise(Stage stage, float x, float level, float offset) {
    float side = x / stage.space().half();
    return level - 34 * side * side + 26 * Noise.sum(x / 190 + offset, 4, 4);
  }

  private static void trees(Stage stage, Sheet sheet, float level, float offset) {
    SplittableRandom random = stage.random("night trees");
    Conifers conifers = new Conifers(stage.light(), stage.scene().season());
    float grown = stage.space().portrait() ? 1.35f : 1;
    int count = (int) (sheet.width() / sheet.scale() / 8.5f);
    for (int i = 0; i < count; i++) {
      float x = sheet.unitX(0) + (float) random.nextDouble() * sheet.width() / sheet.scale();
      float side = Math.abs(x) / stage.space().half();
      float grove = Noise.sum(x / 120 + offset, 9, 3) + 1.25f * side - 0.55f;
      float tone = (float) random.nextDouble();
      if (grove < 0.35f * random.nextDouble()) {
        continue;
      }
      float tall = grown * (26 + 52 * tone + 62 * Curves.clamp(grove) * side);
      float foot = rise(stage, x, level, offset) + 7;
      conifers.paint(sheet, sheet.column(x), sheet.row(foot), tall * sheet.scale(), tone, 0.04f);
    }
  }
}
