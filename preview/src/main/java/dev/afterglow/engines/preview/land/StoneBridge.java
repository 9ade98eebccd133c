package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;

/** An old stone bridge with a high back and three arches, seen from its side. */
public final class StoneBridge {
  private static final Rgb STONE = new Rgb(0.52f, 0.49f, 0.44f);

  /** The middle of each arch, half its width and its height, as parts of half the span. */
  private static final float[][] ARCHES = {
    {0, 0.30f, 0.36f}, {-0.56f, 0.18f, 0.20f}, {0.56f, 0.18f, 0.20f}
  };

  private final Terrain terrain;
  private final Light light;
  private final float x;
  private final float z;
  private final float span;

  /**
   * A bridge across water.
   *
   * @param x metres aside of its middle
   * @param z metres to it
   * @param span metres from its middle to either end
   */
  public StoneBridge(Stage stage, Terrain terrain, float x, float z, float span) {
    this.terrain = terrain;
    light = stage.light();
    this.x = x;
    this.z = z;
    this.span = span;
  }

  /** Paints it on the sheet of its terrain. */
  public void paint(Sheet sheet) {
    float metre = Terrain.FOCAL / z * sheet.scale() * span;
    float foot = sheet.row(terrain.screenY(0, z));
    float middle = sheet.column(terrain.screenX(x, z));
    for (int row = (int) (foot - 0.62f * metre); row <= foot; row++) {
      for (int column = (int) (middle - metre); column <= middle + metre; column++) {
        place(sheet, column, row, (column - middle) / metre, (foot - row) / metre, 1 / metre);
      }
    }
  }

  /** Half the span is 1: so far to the right, so far up, and the size of a pixel. */
  private void place(Sheet sheet, int column, int row, float across, float up, float pixel) {
    float deck = 0.05f + 0.39f * (1 - across * across) * (1 - 0.25f * across * across);
    float post = Math.abs(across * 11 - Math.round(across * 11)) < 0.10f ? 0.018f : 0;
    float rail = deck + 0.055f + post;
    float covered = Curves.clamp((rail - up) / pixel + 0.5f);
    float inside = 0;
    for (float[] arch : ARCHES) {
      float dx = (across - arch[0]) / arch[1];
      float dy = Math.max(0, up) / arch[2];
      float out = (float) Math.sqrt(dx * dx + dy * dy);
      inside = Math.max(inside, Curves.clamp((1 - out) * arch[2] / pixel + 0.5f));
      // the ring of wedge stones stands out a little
      if (out > 1 && out < 1.16f) {
        float angle = (float) Math.atan2(dy, dx) * 7;
        float joint = Math.abs(angle - Math.round(angle)) < 0.08f ? 0.72f : 1.12f;
        stone(sheet, column, row, joint, up, deck, covered);
        covered = 0;
      }
    }
    if (covered > 0) {
      float course = up * 34;
      float shift = (int) Math.floor(course) % 2 == 0 ? 0.5f : 0;
      float block = across * 22 + shift;
      float seam =
          Math.abs(course - Math.round(course)) < 0.07f
                  || Math.abs(block - Math.round(block)) < 0.05f
              ? 0.80f
              : 1;
      float own =
          0.92f
              + 0.2f
                  * Noise.at((float) Math.floor(block) * 3.7f, (float) Math.floor(course) * 2.3f);
      stone(
          sheet, column, row, pixel < 0.008f ? seam * own : own, up, deck, covered * (1 - inside));
    }
  }

  private void stone(
      Sheet sheet, int column, int row, float tone, float up, float deck, float covered) {
    float coping = Curves.smooth(0.008f, 0.004f, Math.abs(up - deck));
    float damp = 1 - 0.45f * Curves.smooth(0.05f, 0.0f, up);
    float mossy = Curves.smooth(0.1f, 0.5f, Noise.sum(column * 0.05f, row * 0.05f, 3) + 0.12f - up);
    Rgb colour =
        STONE
            .mix(new Rgb(0.27f, 0.31f, 0.17f), 0.6f * mossy)
            .times(tone * damp * (1 + 0.3f * coping));
    sheet.lit(column, row, light, colour, 0.56f, 0.75f, terrain.haze(z), covered);
  }
}
