package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import java.util.SplittableRandom;

/** A coconut palm: a ringed trunk that leans, and a crown of feathered fronds. */
final class Palm {
  private static final Rgb BARK = new Rgb(0.42f, 0.34f, 0.25f);
  private static final Rgb LEAF = new Rgb(0.19f, 0.32f, 0.10f);
  private static final Rgb OLD_LEAF = new Rgb(0.42f, 0.36f, 0.13f);
  private static final Rgb NUT = new Rgb(0.30f, 0.21f, 0.10f);

  private final Light light;
  private final float side;

  /** Palms in this light. */
  Palm(Light light) {
    this.light = light;
    side = light.sunX() < 0 ? -1 : 1;
  }

  /**
   * Paints one palm.
   *
   * @param column where its trunk stands
   * @param foot the row of its root
   * @param tall height of the crown's heart above the foot in pixels
   * @param lean pixels by which the crown is to the right of the foot
   * @param hazed how much haze lies before it
   */
  void paint(
      Sheet sheet,
      SplittableRandom random,
      float column,
      float foot,
      float tall,
      float lean,
      float hazed) {
    Brush brush = new Brush(sheet, light, hazed);
    float crownX = column + lean;
    float crownY = foot - tall;
    int fronds = tall < 40 ? 8 : 15;
    float[] turns = new float[fronds];
    for (int i = 0; i < fronds; i++) {
      float spread = (i + 0.5f) / fronds;
      turns[i] = (float) (-0.40 + 3.94 * spread + random.nextDouble(-0.16, 0.16));
    }
    // every second one grows away from the eye, behind the trunk
    for (int i = 0; i < fronds; i += 2) {
      frond(brush, random, crownX, crownY, tall, turns[i], 0.62f);
    }
    trunk(brush, column, foot, tall, lean);
    for (int i = 0; i < 5 && tall > 60; i++) {
      float x = crownX + (float) random.nextDouble(-0.030, 0.030) * tall;
      float y = crownY + (float) random.nextDouble(0.004, 0.045) * tall;
      brush.stroke(x, y, tall * 0.014f, x, y + 1, tall * 0.014f, NUT, 0.5f, 0.5f);
    }
    for (int i = 1; i < fronds; i += 2) {
      frond(brush, random, crownX, crownY, tall, turns[i], 1);
    }
  }

  private void trunk(Brush brush, float column, float foot, float tall, float lean) {
    int rows = Math.max(1, Math.round(tall));
    float rings = Math.min(46, tall / 7);
    for (int up = 0; up <= rows; up++) {
      float part = (float) up / rows;
      float x = column + lean * (float) Math.pow(part, 1.7);
      float wide = tall * (0.0135f + 0.020f * (float) Math.exp(-part * 14) + 0.004f * (1 - part));
      float ring = part * rings;
      float groove = ring - (float) Math.floor(ring);
      float tone = (0.78f + 0.30f * groove) * (1 - 0.35f * (float) Math.pow(part, 9));
      wide *= 0.97f + 0.06f * groove;
      int row = Math.round(foot - up);
      for (int at = (int) (x - wide - 1); at <= x + wide + 1; at++) {
        float across = (at - x) / wide;
        float round = 1 - 0.45f * across * across;
        brush.dab(
            at,
            row,
            BARK.times(tone),
            Math.clamp(0.36f + 0.58f * side * across, 0.03f, 1),
            0.62f * round,
            Math.clamp(wide + 0.5f - Math.abs(at - x), 0, 1));
      }
    }
  }

  /** One frond: a rib that rises and then hangs, with leaflets to both sides of it. */
  private void frond(
      Brush brush,
      SplittableRandom random,
      float crownX,
      float crownY,
      float tall,
      float turn,
      float bright) {
    float length = tall * (0.38f + 0.12f * (float) random.nextDouble());
    float up = (float) Math.sin(turn);
    float aside = (float) Math.cos(turn);
    float hang = 0.30f + 0.22f * Math.abs(aside) + 0.16f * (float) random.nextDouble();
    boolean old = up < -0.15f;
    Rgb leaf = (old ? OLD_LEAF : LEAF).times(bright * (0.85f + 0.3f * (float) random.nextDouble()));
    int steps = (int) Math.clamp(length / 3.2f, 6, 44);
    float lastX = crownX;
    float lastY = crownY;
    for (int i = 1; i <= steps; i++) {
      float s = (float) i / steps;
      float x = crownX + length * aside * s * (1 - 0.16f * s);
      float y = crownY - length * (up * s * 0.9f - hang * s * s);
      float rise = (lastY - y) / (length / steps);
      float facing = Math.clamp(0.42f + 0.38f * side * aside + 0.24f * rise, 0.05f, 1);
      float rib = tall * 0.0052f * (1.15f - s);
      brush.stroke(lastX, lastY, rib, x, y, rib, leaf.times(1.25f), facing, 0.7f);
      leaflets(brush, random, x, y, x - lastX, y - lastY, s, length, leaf, facing);
      lastX = x;
      lastY = y;
    }
  }

  private static void leaflets(
      Brush brush,
      SplittableRandom random,
      float x,
      float y,
      float dx,
      float dy,
      float s,
      float length,
      Rgb leaf,
      float facing) {
    float step = (float) Math.max(1e-3, Math.hypot(dx, dy));
    float alongX = dx / step;
    float alongY = dy / step;
    float reach =
        length
            * 0.19f
            * (float) Math.sqrt(Math.max(0, Math.sin(Math.PI * (0.10 + 0.84 * s))))
            * (0.85f + 0.3f * (float) random.nextDouble());
    float wide = Math.max(0.42f, length * 0.0075f);
    for (int hand = -1; hand <= 1; hand += 2) {
      // forward along the rib, out to one side, and down
      float outX = alongX * 0.62f - hand * alongY * 0.62f;
      float outY = alongY * 0.62f + hand * alongX * 0.62f + 0.22f;
      float tipX = x + outX * reach;
      float tipY = y + outY * reach;
      boolean sunny = outY < 0.2f;
      brush.stroke(
          x,
          y,
          wide,
          tipX,
          tipY,
          wide * 0.2f,
          sunny ? leaf : leaf.times(0.72f),
          facing * (sunny ? 1.05f : 0.7f),
          sunny ? 0.8f : 0.5f);
    }
  }
}
