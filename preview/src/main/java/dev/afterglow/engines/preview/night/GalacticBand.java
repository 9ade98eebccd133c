package dev.afterglow.engines.preview.night;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.sky.Turning;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The Milky Way: a glowing band with a warm core, torn by dark lanes of dust and strewn with stars
 * too many to be told apart. Baked once on a disc around the pole and turned with the sky.
 */
final class GalacticBand implements Layer {
  private static final float DEPTH = 0.05f;

  /** Ten bits for each colour keep faint gradients free of steps. */
  private static final int MASK = 1023;

  private static final float BRIGHTEST = 1.2f;

  private final Turning turning;
  private final float horizon;
  private final float perUnit;
  private final int side;
  private final int[] picture;
  private final float tilt;
  private final float offset;
  private final float coreAlong;
  private final float strength;

  GalacticBand(Stage stage) throws InterruptedException {
    turning = Turning.of(stage);
    horizon = stage.horizon();
    perUnit = Math.min(1.15f, stage.space().scale());
    float reach = turning.reach(stage);
    side = 2 * (int) Math.ceil(reach * perUnit) + 4;
    picture = new int[side * side];
    SplittableRandom random = stage.random("galaxy");
    boolean portrait = stage.space().portrait();
    float lean = (float) random.nextDouble(0.85, 1.05);
    tilt = (turning.poleX() < 0 ? 1 : -1) * (portrait ? 1.25f : lean);
    offset = stage.offset("galaxy");
    coreAlong = (stage.horizon() - turning.poleY()) * 0.62f;
    strength = 0.55f + 0.45f * Curves.clamp(stage.light().night() * 2 - 1);
    stage.crew().each(side, 8, this::bake);
    stars(random);
  }

  private void bake(int from, int to) {
    float cos = (float) Math.cos(tilt);
    float sin = (float) Math.sin(tilt);
    float[] colour = new float[3];
    for (int row = from; row < to; row++) {
      for (int column = 0; column < side; column++) {
        float x = (column - side * 0.5f) / perUnit;
        float y = (row - side * 0.5f) / perUnit;
        // the band runs past the pole at some distance, its core low in the sky
        float along = x * cos + y * sin;
        float across = -x * sin + y * cos - 46;
        glow(along, across, colour);
        picture[row * side + column] = pack(colour[0], colour[1], colour[2]);
      }
    }
  }

  private void glow(float along, float across, float[] out) {
    float u = along / 230 + offset;
    float v = across / 230;
    float bend = Noise.sum(u * 0.8f, 3.1f, 3);
    float d = across + 46 * bend;
    float core = (float) Math.exp(-(along - coreAlong) * (along - coreAlong) / (2 * 260f * 260f));
    float wide = 62 + 66 * core + 22 * Noise.at(u * 1.7f, 8.3f);
    float q = d / wide;
    if (q * q > 22) {
      Arrays.fill(out, 0);
      return;
    }
    float band = (float) Math.exp(-q * q) * (0.40f + 0.75f * core);
    float cloudy = 0.66f + 0.9f * Noise.sum(u * 3.3f, v * 3.3f + 5, 6);
    float halo = 0.10f * (float) Math.exp(-q * q * 0.22f) * (0.6f + 0.6f * core);
    if (q * q > 6) {
      shine(band * cloudy * 0.62f + halo, Curves.clamp(0.25f * bend), 0, out);
      return;
    }
    // dust gathers along the middle and runs out of it in dark fingers
    float twist = 0.35f * Noise.sum(u * 2.1f + 9, v * 2.1f, 4);
    float lanes = Noise.ridges(u * 1.5f + twist, v * 4.2f + twist + 17, 6);
    float fine = Noise.ridges(u * 5.1f + twist, v * 8.5f - twist, 4);
    float middle = (float) Math.exp(-(d + 10) * (d + 10) / (2 * 34f * 34f));
    float fingers = (float) Math.exp(-q * q * 0.8f);
    float dust =
        Curves.smooth(0.42f, 0.80f, lanes * 0.8f + fine * 0.25f)
            * (0.95f * middle + 0.45f * fingers);
    float light = Math.max(0, band * cloudy * (1 - Math.min(0.93f, 1.25f * dust)));
    float warm = Curves.clamp(core * 1.15f - 0.5f * Math.abs(q) + 0.25f * bend + 0.35f * dust);
    float rose = Curves.smooth(0.34f, 0.6f, Noise.sum(u * 4.4f + 31, v * 4.4f, 4)) * middle * band;
    shine(light * 0.62f + halo, warm, rose, out);
  }

  private static void shine(float level, float warm, float rose, float[] out) {
    out[0] = level * Curves.mix(0.70f, 1.10f, warm) + 0.22f * rose;
    out[1] = level * Curves.mix(0.78f, 0.84f, warm) + 0.05f * rose;
    out[2] = level * Curves.mix(1.06f, 0.62f, warm) + 0.13f * rose;
  }

  /** Stars of the band itself: thickest where it is brightest. */
  private void stars(SplittableRandom random) {
    int tries = side * side / 14;
    for (int i = 0; i < tries; i++) {
      int at = random.nextInt(side * side);
      float here = ((picture[at] >> 10) & MASK) * (BRIGHTEST / MASK);
      double luck = random.nextDouble();
      if (luck > 0.05 + here * 1.7) {
        continue;
      }
      float bright = 0.06f + 0.40f * (float) Math.pow(random.nextDouble(), 4);
      float warm = (float) random.nextDouble();
      float red = (picture[at] & MASK) * (BRIGHTEST / MASK) + bright * (0.8f + 0.2f * warm);
      float green = here + bright * 0.88f;
      float blue = ((picture[at] >> 20) & MASK) * (BRIGHTEST / MASK) + bright * (1 - 0.2f * warm);
      picture[at] = pack(red, green, blue);
    }
  }

  private static int pack(float red, float green, float blue) {
    return part(red) | part(green) << 10 | part(blue) << 20;
  }

  private static int part(float value) {
    return Math.clamp((int) (value * (MASK / BRIGHTEST) + 0.5f), 0, MASK);
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float y = frame.unitY(row.y(), DEPTH);
    if (y > horizon + 30) {
      return;
    }
    float low = Curves.clamp(y / horizon);
    float gain = strength * (1 - 0.62f * low * low * low) * BRIGHTEST / MASK;
    float angle = -turning.angle(frame);
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    float step = frame.unitStep(DEPTH) * perUnit;
    float x0 = (frame.unitX(row.from(), DEPTH) - turning.poleX()) * perUnit;
    float y0 = (y - turning.poleY()) * perUnit;
    float u = x0 * cos - y0 * sin + side * 0.5f;
    float v = x0 * sin + y0 * cos + side * 0.5f;
    float stepU = step * cos;
    float stepV = step * sin;
    for (int x = row.from(); x <= row.to(); x++, u += stepU, v += stepV) {
      int column = (int) u;
      int line = (int) v;
      if (u < 0 || v < 0 || column >= side - 1 || line >= side - 1) {
        continue;
      }
      add(row, x, line * side + column, u - column, v - line, gain);
    }
  }

  private void add(Row row, int x, int i, float fu, float fv, float gain) {
    int a = picture[i];
    int b = picture[i + 1];
    int c = picture[i + side];
    int d = picture[i + side + 1];
    float wb = fu * (1 - fv);
    float wc = (1 - fu) * fv;
    float wd = fu * fv;
    float wa = 1 - wb - wc - wd;
    row.glow(
        x,
        gain * (wa * (a & MASK) + wb * (b & MASK) + wc * (c & MASK) + wd * (d & MASK)),
        gain
            * (wa * (a >> 10 & MASK)
                + wb * (b >> 10 & MASK)
                + wc * (c >> 10 & MASK)
                + wd * (d >> 10 & MASK)),
        gain * (wa * (a >> 20) + wb * (b >> 20) + wc * (c >> 20) + wd * (d >> 20)));
  }
}
