package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/**
 * A beach before the sea: sand, the wet sheet that mirrors the sky, and waves that break, run up
 * with a lace of foam and draw back. In metres on a flat shore, seen by the same eye as the sea.
 */
final class Shore implements Layer {
  private static final Rgb SAND = new Rgb(0.80f, 0.69f, 0.52f);

  /** Metres from the eye to the middle of the water's edge. */
  private static final float EDGE = 27;

  /** How far waves run up, metres. */
  private static final float RUN = 8;

  private static final float BREAKERS_APART = 17;
  private static final float BREAKER_SPEED = 3.1f;

  private final Stage stage;
  private final Conditions conditions;
  private final Light light;
  private final float side;
  private final float offset;
  private final Rgb dry;
  private final Rgb shallow;
  private final Rgb sheen;

  Shore(Stage stage, Conditions conditions) {
    this.stage = stage;
    this.conditions = conditions;
    light = stage.light();
    side = stage.scene().seed() % 2 == 0 ? 1 : -1;
    offset = stage.offset("shore");
    dry = light.on(SAND, 0.72f, 0.9f, 0);
    shallow = light.on(new Rgb(0.34f, 0.74f, 0.72f), 0.55f, 0.95f, 0);
    sheen = light.middle().mix(light.horizon(), 0.5f);
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float units = frame.unitY(row.y(), 0.1f) - stage.horizon();
    if (units < 40) {
      return;
    }
    float z = conditions.eye() * conditions.focal() / units;
    float depth = Curves.mix(0.1f, 1.6f, units / 400);
    float metres = z / conditions.focal();
    float left = frame.unitX(0, depth) * metres;
    float step = frame.unitStep(depth) * metres;
    float[] lace = row.scratch(0);
    float[] broad = row.scratch(1);
    float[] grain = row.scratch(2);
    float t = frame.seconds();
    Tile.THREADS.row(z * 26, lace);
    Tile.SOFT.row(z * 11 + offset, broad);
    Tile.FINE.row(z * 46, grain);
    float fine = Curves.smooth(70, 22, z);
    Spot spot = new Spot();
    for (int x = row.from(); x <= row.to(); x++) {
      float across = left + x * step;
      float soft = Tile.along(broad, across * 7) - 0.5f;
      float sea = z - edge(across) + 2.2f * soft;
      float front = front(across, t, 0);
      float into = sea + front;
      float thread = Tile.along(lace, across * 22 + 44 * soft);
      if (into < 0) {
        float speck = (Tile.along(grain, across * 34) - 0.5f) * fine;
        sand(spot, sea, into, soft, speck, across, z);
        row.cover(x, spot.red, spot.green, spot.blue, 1);
      } else {
        shallows(row, x, into);
      }
      float foam = foam(across, sea, into, t, thread, soft);
      if (foam > 0.004f) {
        Rgb froth = conditions.froth();
        row.cover(x, froth.red(), froth.green(), froth.blue(), Math.min(0.96f, foam));
      }
    }
  }

  /** The colour of a place on its way. */
  private static final class Spot {
    float red;
    float green;
    float blue;
  }

  /** Where the water ends at rest. */
  private float edge(float across) {
    return EDGE + side * 0.34f * across + 3.2f * Noise.at(across / 21 + offset, offset);
  }

  /** How far a wave has run up the sand here; each part of the shore has its own time. */
  private float front(float across, float t, float ago) {
    float own = 1.1f * Noise.at(across / 16 + offset, 7.3f);
    float swing = (float) Math.sin((t - ago) * 1.05f + own + 0.35f);
    float other = (float) Math.sin((t - ago) * 0.63f + 2 * own + offset);
    float up = 0.5f + 0.36f * swing + 0.14f * other;
    return RUN * up * (0.8f + 0.35f * Noise.at(across / 9 + offset, 2.9f));
  }

  private void sand(
      Spot spot, float sea, float into, float soft, float speck, float across, float z) {
    // what the highest waves reach stays wet, most where the water has just been
    float wet = Curves.smooth(-RUN * 1.16f, -RUN * 0.86f, sea + 0.8f * soft);
    float fresh = wet * Curves.smooth(-6, 0, into);
    float tone = (1 + 0.26f * soft + 0.30f * speck) * (1 - 0.44f * wet);
    float far = light.hazed(0.25f * (1 - (float) Math.exp(-z / 300)));
    float mirror = 0.16f * wet + 0.40f * fresh;
    float away = across - light.sunX() * z / conditions.focal();
    float glow = mirror * 0.5f * Curves.fall(away * away * 0.012f);
    Rgb sun = light.glow();
    spot.red =
        mix(dry.red() * tone, sheen.red(), mirror, light.haze().red(), far) + glow * sun.red();
    spot.green =
        mix(dry.green() * tone, sheen.green(), mirror, light.haze().green(), far)
            + glow * sun.green();
    spot.blue =
        mix(dry.blue() * tone, sheen.blue(), mirror, light.haze().blue(), far) + glow * sun.blue();
  }

  private static float mix(float sand, float sky, float mirror, float haze, float far) {
    float wet = sand + (sky - sand) * mirror;
    return wet + (haze - wet) * far;
  }

  /** Over the sand the water is clear, then turquoise, then the open sea's own colour. */
  private void shallows(Row row, int x, float into) {
    float clear = 0.55f * (float) Math.exp(-into / 3.2f);
    float bright = 0.62f * (float) Math.exp(-into / 17);
    row.cover(x, shallow.red(), shallow.green(), shallow.blue(), bright);
    row.cover(x, dry.red() * 0.62f, dry.green() * 0.66f, dry.blue() * 0.66f, clear);
  }

  private float foam(float across, float sea, float into, float t, float thread, float soft) {
    float foam = 0;
    if (into > -0.4f && into < 7) {
      // a white hem, and behind it a net that tears the longer the wave is past
      float hem = Curves.smooth(-0.12f, 0.10f, into) * Curves.smooth(0.95f + soft, 0.25f, into);
      float net = Curves.smooth(7, 0.6f, into) * Curves.smooth(0.50f, 0.86f, thread + 0.22f * soft);
      foam = Math.max(hem * (0.65f + 0.5f * thread), 0.78f * net * Curves.smooth(0, 0.4f, into));
    }
    if (sea > 0 && sea < 3.2f * BREAKERS_APART) {
      foam = Math.max(foam, breakers(across, sea, t, thread, soft));
    }
    return foam;
  }

  /** Lines of breaking waves that come in one after another. */
  private float breakers(float across, float sea, float t, float thread, float soft) {
    float lag = 3.4f * Noise.at(across / 33 + offset, 4.4f) + 5 * soft;
    float place = (sea + BREAKER_SPEED * t + lag) / BREAKERS_APART;
    int wave = (int) Math.floor(place);
    float behind = (place - wave) * BREAKERS_APART;
    float long1 = Noise.at(across / 24 + wave * 7.7f, wave * 3.1f + 0.05f * t);
    float grown = Curves.smooth(44, 14, sea) * Curves.smooth(-0.32f, 0.25f, long1);
    float head = Curves.smooth(0, 0.4f, behind) * Curves.smooth(2.6f, 0.9f, behind);
    float trail = Curves.smooth(12, 1, behind) * Curves.smooth(0.52f, 0.88f, thread + 0.2f * soft);
    return grown * Math.max(head * (0.5f + 0.7f * thread), 0.62f * trail);
  }
}
