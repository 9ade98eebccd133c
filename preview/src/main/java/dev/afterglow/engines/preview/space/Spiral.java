package dev.afterglow.engines.preview.space;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/**
 * A spiral galaxy seen aslant, turning slowly. It turns as a whole, so that its disc is worked out
 * once, seen from above, and only looked up for each picture.
 */
final class Spiral implements Layer {
  private static final float DEPTH = 0.08f;

  /** Points along each side of the disc, and the numbers kept for each. */
  private static final int SIDE = 1024;

  private static final int PARTS = 3;

  /** How tightly the arms are wound: radians for each factor e of distance. */
  private static final float WOUND = 2.9f;

  private static final float RADIANS_PER_SECOND = 0.035f;

  /** How much narrower than wide the disc appears. */
  private static final float ASLANT = 0.52f;

  private final float[] disc = new float[SIDE * SIDE * PARTS];
  private final float middleX;
  private final float middleY;
  private final float reach;
  private final float leanCos;
  private final float leanSin;

  Spiral(Stage stage) throws InterruptedException {
    boolean portrait = stage.space().portrait();
    middleX = 0;
    middleY = stage.space().at(0.49f);
    reach = portrait ? 560 : 640;
    SplittableRandom random = stage.random("spiral");
    float lean = (portrait ? 1.05f : 0.36f) * (random.nextBoolean() ? 1 : -1);
    leanCos = (float) Math.cos(lean);
    leanSin = (float) Math.sin(lean);
    float offset = stage.offset("spiral");
    stage
        .crew()
        .each(
            SIDE,
            16,
            (from, to) -> {
              for (int y = from; y < to; y++) {
                for (int x = 0; x < SIDE; x++) {
                  glow((y * SIDE + x) * PARTS, 2f * x / SIDE - 1, 2f * y / SIDE - 1, offset);
                }
              }
            });
    scatter(random);
  }

  /** Works out one point of the disc, whose rim is at distance 1. */
  private void glow(int at, float x, float y, float offset) {
    float far = (float) Math.sqrt(x * x + y * y);
    float rim = Curves.smooth(0.98f, 0.55f, far);
    if (rim <= 0) {
      return;
    }
    float turn = WOUND * (float) Math.log(far + 0.04f);
    // gas is drawn out along the arms, so that its noise is looked up where it was before winding
    float cos = (float) Math.cos(turn);
    float sin = (float) Math.sin(turn);
    float u = (x * cos - y * sin) * 5 + offset;
    float v = (x * sin + y * cos) * 5;
    float bend = Noise.sum(x * 4 + offset, y * 4, 4);
    float gas = Noise.sum(u * 1.3f, v * 1.3f, 6);
    float fine = Noise.sum(u * 4 + 9, v * 4, 5);
    float along = 2 * ((float) Math.atan2(y, x) + turn) + 1.5f * bend;
    float arm = (float) Math.pow(0.5 + 0.5 * Math.cos(along), 1.7);
    float lane = (float) Math.pow(0.5 + 0.5 * Math.cos(along + 1.25f), 5);
    float light = (float) Math.exp(-far * 2.7f) * rim;
    float dust = 1 - 0.75f * Curves.clamp(lane * (0.7f + 1.2f * gas) + 0.5f * Math.max(0, fine));
    float blue =
        light * (0.10f + 1.7f * arm * Curves.clamp(0.55f + 1.1f * gas + 0.5f * fine)) * dust;
    float warm =
        0.95f * Curves.fall(far * far * 110) + 0.62f * (float) Math.exp(-far * 8.5f) * dust;
    float knot = light * arm * Curves.smooth(0.24f, 0.55f, fine + 0.5f * gas) * 1.1f;
    disc[at] = 0.60f * blue + 1.00f * warm + 0.95f * knot;
    disc[at + 1] = 0.76f * blue + 0.80f * warm + 0.28f * knot;
    disc[at + 2] = 1.08f * blue + 0.54f * warm + 0.55f * knot;
  }

  /** Single stars, most of them where the disc is bright. */
  private void scatter(SplittableRandom random) {
    for (int i = 0; i < 26_000; i++) {
      int at = random.nextInt(SIDE * SIDE) * PARTS;
      float bright = disc[at + 1] * (float) (0.3 + 2.2 * Math.pow(random.nextDouble(), 4));
      float cold = (float) random.nextDouble(0.8, 1.2);
      disc[at] += bright;
      disc[at + 1] += bright;
      disc[at + 2] += bright * cold;
    }
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float angle = RADIANS_PER_SECOND * frame.seconds();
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    float points = SIDE * 0.5f / reach;
    float y = frame.unitY(row.y(), DEPTH) - middleY;
    float step = frame.unitStep(DEPTH);
    float x = frame.unitX(0, DEPTH) - middleX;
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    for (int column = row.from(), i = row.base() + column; column <= row.to(); column++, i++) {
      float right = x + step * column;
      float wide = (right * leanCos + y * leanSin) * points;
      float tall = (y * leanCos - right * leanSin) * points / ASLANT;
      float u = wide * cos - tall * sin + SIDE * 0.5f;
      float v = wide * sin + tall * cos + SIDE * 0.5f;
      red[i] = 0.004f;
      green[i] = 0.005f;
      blue[i] = 0.012f;
      if (u >= 0 && v >= 0 && u < SIDE - 1 && v < SIDE - 1) {
        int left = (int) u;
        int top = (int) v;
        int at = (top * SIDE + left) * PARTS;
        red[i] += blend(at, u - left, v - top);
        green[i] += blend(at + 1, u - left, v - top);
        blue[i] += blend(at + 2, u - left, v - top);
      }
    }
  }

  private float blend(int at, float right, float down) {
    float upper = disc[at] + (disc[at + PARTS] - disc[at]) * right;
    int next = at + SIDE * PARTS;
    float lower = disc[next] + (disc[next + PARTS] - disc[next]) * right;
    return upper + (lower - upper) * down;
  }
}
