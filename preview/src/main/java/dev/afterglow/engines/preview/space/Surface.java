package dev.afterglow.engines.preview.space;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Subject;
import java.util.SplittableRandom;

/**
 * What a planet is covered with.
 *
 * @param air the colour of its atmosphere's rim, black for none
 */
record Surface(Kind kind, Rgb first, Rgb second, Rgb third, Rgb air, float offset) {
  /** How the colours lie. */
  enum Kind {
    /** Oceans, land and clouds. */
    LIVING,
    /** Bands of cloud. */
    GAS,
    /** Craters and dust. */
    ROCK
  }

  static Surface of(Stage stage, SplittableRandom random) {
    float offset = (float) random.nextDouble(400);
    var hue = stage.scene().subject(Element.PLANETS).flatMap(Subject::hue);
    if (hue.isPresent() && hue.get() != Hue.BLUE && hue.get() != Hue.GREEN) {
      return gas(Rgb.of(hue.get().rgb()), offset);
    }
    if (hue.isEmpty() && random.nextDouble() < 0.45) {
      return gas(Rgb.of(random.nextBoolean() ? 0xD8A878 : 0x7FA6C8), offset);
    }
    return living(offset);
  }

  static Surface living(float offset) {
    return new Surface(
        Kind.LIVING,
        Rgb.of(0x12406E),
        Rgb.of(0x5C7440),
        Rgb.of(0xC9B48A),
        new Rgb(0.35f, 0.62f, 1.0f),
        offset);
  }

  private static Surface gas(Rgb base, float offset) {
    return new Surface(
        Kind.GAS,
        base.times(0.62f),
        base.mix(Rgb.WHITE, 0.45f),
        base.mix(new Rgb(0.72f, 0.36f, 0.22f), 0.5f),
        base.mix(Rgb.WHITE, 0.3f),
        offset);
  }

  static Surface rock(Rgb dust) {
    return new Surface(Kind.ROCK, dust.times(0.45f), dust, dust.times(0.75f), Rgb.BLACK, 77);
  }

  /** The colour at a place: both angles in radians, the latitude from -pi/2 to pi/2. */
  Rgb at(float longitude, float latitude, float seconds) {
    // 512 steps once round keep the tile's seam out of sight
    float x = longitude * 81.487f + offset;
    float y = latitude * 81.487f + offset;
    return switch (kind) {
      case LIVING -> living(x, y, latitude, seconds);
      case GAS -> gas(x, y, latitude, seconds);
      case ROCK -> rock(x, y);
    };
  }

  private Rgb living(float x, float y, float latitude, float seconds) {
    float ground = 0.70f * Tile.SOFT.at(x, y) + 0.30f * Tile.SOFT.at(x * 3, y * 3);
    Rgb land = second.mix(third, Curves.smooth(0.50f, 0.66f, ground));
    Rgb colour = first.mix(land, Curves.smooth(0.485f, 0.515f, ground));
    float ice = Curves.smooth(1.12f, 1.28f, Math.abs(latitude) + 0.25f * (ground - 0.5f));
    colour = colour.mix(Rgb.WHITE, ice);
    float bend = Tile.SOFT.at(x * 1.5f + 90, y * 1.5f) - 0.5f;
    float cloud = Tile.SOFT.at(x * 2 + seconds * 1.4f + bend * 36, y * 2.6f + 200 + bend * 22);
    return colour.mix(Rgb.WHITE.times(0.97f), 0.92f * Curves.smooth(0.50f, 0.74f, cloud));
  }

  private Rgb gas(float x, float y, float latitude, float seconds) {
    float storm = Tile.SOFT.at(x * 2 + seconds * 2.4f, y * 3.2f) - 0.5f;
    float band = Tile.SOFT.at(offset, y * 2.1f + storm * 26);
    float fine = Tile.SOFT.at(x + seconds * 1.5f + 50, y * 7 + storm * 30);
    Rgb colour = first.mix(second, Curves.smooth(0.25f, 0.75f, 0.7f * band + 0.3f * fine));
    return colour
        .mix(third, 0.55f * Curves.smooth(0.55f, 0.8f, fine))
        .times(1 - 0.12f * Math.abs(latitude));
  }

  private Rgb rock(float x, float y) {
    float broad = Tile.SOFT.at(x * 1.2f, y * 1.2f);
    float fine = Tile.SOFT.at(x * 4, y * 4 + 70);
    return first.mix(second, Curves.clamp(0.25f + 1.1f * broad * (0.45f + 0.8f * fine)));
  }
}
