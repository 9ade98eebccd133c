package dev.afterglow.engines.preview.city;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;

/** The walls of a row of buildings: sunlight and shade, glass that shows the sky, lit windows. */
final class Facade {
  private static final Rgb[] LAMPS = {
    Rgb.of(0xFFD79A), Rgb.of(0xFFC47A), Rgb.of(0xFFE9C8), Rgb.of(0xDCE8FF), Rgb.of(0xFFB96A)
  };

  /** Windows of a city of neon: fewer of them warm. */
  private static final Rgb[] NEON_LAMPS = {
    Rgb.of(0xFFC47A), Rgb.of(0x9FE8FF), Rgb.of(0xFF8AD8), Rgb.of(0xDCE8FF), Rgb.of(0xB49CFF)
  };

  private final Light light;
  private final City.Row row;
  private final float horizon;
  private final float haze;
  private final float lit;
  private final float sunny;
  private final Rgb[] lamps;

  Facade(Stage stage, City.Row row) {
    this.light = stage.light();
    this.row = row;
    this.horizon = stage.horizon();
    this.haze = light.hazed(row.haze());
    this.lit = Curves.mix(0, 0.40f, Curves.smooth(0.05f, 0.5f, light.night()));
    this.lamps = stage.scene().has(Element.NEON) ? NEON_LAMPS : LAMPS;
    this.sunny = light.sunX() <= 0 ? 1 : -1;
  }

  /** A wall without windows that faces the light this much. */
  Rgb wall(Block block, float facing) {
    return light.on(block.wall(), facing * 0.70f, 0.85f, haze);
  }

  /** The colour of a place on a building. */
  Rgb colour(Block block, float x, float y, float reach) {
    float across = (x - block.middle() + reach) / (2 * reach);
    // the lit side looks towards the sun
    boolean shaded = sunny > 0 ? across > 1 - block.shade() : across < block.shade();
    float facing = shaded ? 0.10f : 0.78f;
    Rgb wall = wall(block, facing);
    float window = row.window();
    int column = (int) Math.floor((x - block.left()) / window);
    int floor = (int) Math.floor((y - block.top()) / (window * 1.22f));
    float inX = (x - block.left()) / window - column;
    float inY = (y - block.top()) / (window * 1.22f) - floor;
    boolean frame = inX < 0.26f || inY < 0.34f || floor < 1;
    Rgb seen = frame ? wall : glass(block, wall, column, floor, shaded, y);
    float above = Curves.smooth(horizon - 160, horizon, y);
    Rgb mist = light.haze().mix(new Rgb(0.42f, 0.30f, 0.20f), 0.5f * light.night());
    return seen.mix(mist, above * (0.10f + 0.30f * haze));
  }

  private Rgb glass(Block block, Rgb wall, int column, int floor, boolean shaded, float y) {
    float chance = block.chance(column, floor, 1);
    // whole floors are lit or dark together, more or less
    float tendency =
        (0.25f + 1.15f * block.chance(0, 0, 7)) * (0.6f + 0.8f * block.chance(0, floor, 2));
    if (chance < lit * tendency) {
      Rgb lamp = lamps[(int) (block.chance(column / 3, floor, 3) * lamps.length)];
      float bright = 0.35f + 0.95f * block.chance(column, floor, 4);
      return lamp.times(bright * (0.35f + 0.65f * light.night())).mix(light.haze(), 0.75f * haze);
    }
    float sky = Curves.clamp(y / horizon);
    Rgb mirrored = light.middle().mix(light.horizon(), sky * 0.8f);
    float streak = 0.86f + 0.30f * Noise.at(column * 0.31f + block.seed() % 97, floor * 0.13f);
    float part = (shaded ? 0.40f : 0.78f) * (0.35f + 0.65f * block.glass());
    return wall.times(0.55f)
        .mix(mirrored.times(streak * 0.92f), part)
        .mix(light.haze(), haze * 0.5f);
  }
}
