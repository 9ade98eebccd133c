package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
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

  /** Points in a metre of {@link #over}, and how many metres it reaches. */
  private static final int DENSITY = 8;

  private static final int SHALLOWS = 140;

  /** Metres from the water's edge within which a wave leaves foam behind it. */
  private static final float LACE = 7;

  /** Metres from the resting line at which the first waves break. */
  private static final float FIRST = 44;

  /** Metres behind a breaker to which its foam reaches. */
  private static final float TRAIL = 12;

  private final Stage stage;
  private final Conditions conditions;
  private final Coast coast;
  private final Light light;
  private final float offset;
  private final Rgb dry;
  private final Rgb sheen;

  /** What the ground adds to the sea over it: for each distance what is left, red, green, blue. */
  private final float[] over = new float[(SHALLOWS * DENSITY + 2) * 4];

  /** The beach whose water's edge is this coast, which is moved by the sea behind it. */
  Shore(Stage stage, Conditions conditions, Coast coast) {
    this.stage = stage;
    this.conditions = conditions;
    this.coast = coast;
    light = stage.light();
    offset = stage.offset("shore");
    dry = light.on(SAND, 0.72f, 0.9f, 0);
    sheen = light.middle().mix(light.horizon(), 0.5f);
    shallows(light.on(new Rgb(0.34f, 0.74f, 0.72f), 0.55f, 0.95f, 0));
  }

  /** Over the sand the water is clear, then turquoise, then the open sea's own colour. */
  private void shallows(Rgb turquoise) {
    for (int i = 0; i < over.length / 4; i++) {
      float into = (float) i / DENSITY;
      float clear = 0.55f * (float) Math.exp(-into / 3.2f);
      float bright = 0.62f * (float) Math.exp(-into / 17) * (1 - clear);
      over[i * 4] = (1 - clear) * (1 - 0.62f * (float) Math.exp(-into / 17));
      over[i * 4 + 1] = bright * turquoise.red() + clear * dry.red() * 0.62f;
      over[i * 4 + 2] = bright * turquoise.green() + clear * dry.green() * 0.66f;
      over[i * 4 + 3] = bright * turquoise.blue() + clear * dry.blue() * 0.66f;
    }
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float units = frame.unitY(row.y(), 0.1f) - stage.horizon();
    if (units < Coast.NEAREST) {
      return;
    }
    float z = conditions.eye() * conditions.focal() / units;
    float depth = Coast.depth(units);
    float metres = z / conditions.focal();
    float left = frame.unitX(0, depth) * metres;
    float step = frame.unitStep(depth) * metres;
    float[] lace = row.scratch(0);
    float[] noise = row.scratch(1);
    float[] soft = row.scratch(2);
    float[] grain = row.scratch(3);
    Tile.SOFT.row(z * 11 + offset, noise);
    Tile.along(noise, left * 7, step * 7, row.from(), row.to(), soft);
    Tile.FINE.row(z * 46, noise);
    Tile.along(noise, left * 34, step * 34, row.from(), row.to(), grain);
    Tile.THREADS.row(z * 26, lace);
    Ground ground = new Ground(z);
    for (int x = row.from(); x <= row.to(); x++) {
      float across = left + x * step;
      float place = coast.place(across);
      float bend = soft[x] - 0.5f;
      float sea = z - coast.edge(place) + Coast.BENDS * bend;
      float into = sea + coast.front(place);
      if (into < 0) {
        ground.sand(row, x, sea, into, bend, grain[x] - 0.5f, across);
      } else {
        water(row, x, into);
      }
      boolean near = into > -0.4f && into < LACE;
      float grown = sea > 0 && sea < FIRST ? grown(place, sea, bend) : 0;
      if (near || grown > 0) {
        float thread = Tile.along(lace, across * 22 + 44 * bend);
        float foam = near ? lace(into, thread, bend) : 0;
        if (grown > 0) {
          foam = Math.max(foam, grown * breaker(behind(place, sea, bend), thread, bend));
        }
        if (foam > 0.004f) {
          Rgb froth = conditions.froth();
          row.cover(x, froth.red(), froth.green(), froth.blue(), Math.min(0.96f, foam));
        }
      }
    }
  }

  /** The sand of one row. */
  private final class Ground {
    private final float fine;
    private final float far;
    private final float sunX;

    /** What haze adds to sand that no wave reaches, and what it leaves of it. */
    private final float hazeRed;

    private final float hazeGreen;
    private final float hazeBlue;
    private final float dryRed;
    private final float dryGreen;
    private final float dryBlue;

    Ground(float z) {
      fine = Curves.smooth(70, 22, z);
      far = light.hazed(0.25f * (1 - (float) Math.exp(-z / 300)));
      sunX = light.sunX() * z / conditions.focal();
      hazeRed = light.haze().red() * far;
      hazeGreen = light.haze().green() * far;
      hazeBlue = light.haze().blue() * far;
      dryRed = dry.red() * (1 - far);
      dryGreen = dry.green() * (1 - far);
      dryBlue = dry.blue() * (1 - far);
    }

    void sand(Row row, int x, float sea, float into, float soft, float grain, float across) {
      int i = row.base() + x;
      float ripple = 1 + 0.26f * soft + 0.30f * grain * fine;
      if (sea + 0.8f * soft < -Coast.RUN * 1.16f) {
        row.red()[i] = hazeRed + dryRed * ripple;
        row.green()[i] = hazeGreen + dryGreen * ripple;
        row.blue()[i] = hazeBlue + dryBlue * ripple;
        return;
      }
      // what the highest waves reach stays wet, most where the water has just been
      float wet = Curves.smooth(-Coast.RUN * 1.16f, -Coast.RUN * 0.86f, sea + 0.8f * soft);
      float fresh = wet * Curves.smooth(-6, 0, into);
      float tone = ripple * (1 - 0.44f * wet);
      float mirror = 0.16f * wet + 0.40f * fresh;
      float away = across - sunX;
      float glow = mirror * 0.5f * Curves.fall(away * away * 0.012f);
      Rgb sun = light.glow();
      Rgb haze = light.haze();
      row.red()[i] = mix(dry.red() * tone, sheen.red(), mirror, haze.red()) + glow * sun.red();
      row.green()[i] =
          mix(dry.green() * tone, sheen.green(), mirror, haze.green()) + glow * sun.green();
      row.blue()[i] = mix(dry.blue() * tone, sheen.blue(), mirror, haze.blue()) + glow * sun.blue();
    }

    private float mix(float sand, float sky, float mirror, float haze) {
      float wet = sand + (sky - sand) * mirror;
      return wet + (haze - wet) * far;
    }
  }

  private void water(Row row, int x, float into) {
    float at = Math.min(into, SHALLOWS) * DENSITY;
    int k = (int) at;
    float part = at - k;
    k *= 4;
    int i = row.base() + x;
    float left = over[k] + (over[k + 4] - over[k]) * part;
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    red[i] = red[i] * left + over[k + 1] + (over[k + 5] - over[k + 1]) * part;
    green[i] = green[i] * left + over[k + 2] + (over[k + 6] - over[k + 2]) * part;
    blue[i] = blue[i] * left + over[k + 3] + (over[k + 7] - over[k + 3]) * part;
  }

  /** A white hem, and behind it a net that tears the longer the wave is past. */
  private static float lace(float into, float thread, float soft) {
    float hem = Curves.smooth(-0.12f, 0.10f, into) * Curves.smooth(0.95f + soft, 0.25f, into);
    float net =
        Curves.smooth(LACE, 0.6f, into) * Curves.smooth(0.50f, 0.86f, thread + 0.22f * soft);
    return Math.max(hem * (0.65f + 0.5f * thread), 0.78f * net * Curves.smooth(0, 0.4f, into));
  }

  /** How much the wave breaks that is nearest here, 0 to 1. */
  private float grown(float place, float sea, float soft) {
    float past = coast.breakers(place, sea, soft);
    int wave = (int) Math.floor(past);
    if ((past - wave) * Coast.BREAKERS_APART > TRAIL) {
      return 0;
    }
    return Curves.smooth(FIRST, 14, sea) * coast.grown(place, wave);
  }

  /** Metres that this wave is past. */
  private float behind(float place, float sea, float soft) {
    float past = coast.breakers(place, sea, soft);
    return (past - (float) Math.floor(past)) * Coast.BREAKERS_APART;
  }

  /** The white line of a breaking wave, and what it leaves behind. */
  private static float breaker(float behind, float thread, float soft) {
    float trail =
        Curves.smooth(TRAIL, 1, behind) * Curves.smooth(0.52f, 0.88f, thread + 0.2f * soft);
    if (behind > 2.6f) {
      return 0.62f * trail;
    }
    float head = Curves.smooth(0, 0.4f, behind) * Curves.smooth(2.6f, 0.9f, behind);
    return Math.max(head * (0.5f + 0.7f * thread), 0.62f * trail);
  }
}
