package dev.afterglow.engines.preview.city;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The lights on buildings after dark: red beacons that pulse on masts, and neon where asked for.
 */
final class Beacons extends Specks {
  private static final Rgb RED = new Rgb(1.0f, 0.16f, 0.10f);
  private static final Hue[] NEON = {Hue.MAGENTA, Hue.CYAN, Hue.PURPLE, Hue.PINK, Hue.BLUE};

  private record Beacon(float x, float y, float phase) {}

  /** An upright sign: where it hangs, how it hums, and how many bright marks are written on it. */
  private record Sign(float x, float top, float bottom, float phase, Rgb colour, int marks) {}

  /** A lit tube along the edge of a roof. */
  private record Roofline(float left, float right, float y, Rgb colour) {}

  private final List<Beacon> beacons = new ArrayList<>();
  private final List<Sign> signs = new ArrayList<>();
  private final List<Roofline> rooflines = new ArrayList<>();
  private final float depth;
  private final float size;
  private final float dark;

  Beacons(Stage stage, City.Row row, Blocks blocks) {
    super(true);
    depth = row.depth();
    size = 0.7f + row.wide();
    dark = Math.max(0, stage.light().night() - 0.25f) / 0.75f;
    boolean neon = stage.scene().has(Element.NEON);
    SplittableRandom random = stage.random("beacons " + row.plane());
    for (Block block : blocks.all()) {
      float phase = (float) random.nextDouble(Math.TAU);
      if (block.mast() > 0) {
        beacons.add(new Beacon(block.middle(), block.top() - block.mast(), phase));
      }
      if (neon) {
        light(stage, random, block, phase);
      }
    }
  }

  private void light(Stage stage, SplittableRandom random, Block block, float phase) {
    float height = stage.horizon() - block.top();
    int hung = 1 + random.nextInt(2);
    for (int i = 0; i < hung; i++) {
      float top = block.top() + height * (float) random.nextDouble(0.06, 0.62);
      float tall = Math.min(height * 0.9f, (float) random.nextDouble(26, 78) * size);
      signs.add(
          new Sign(
              block.left() + block.width() * (float) random.nextDouble(0.08, 0.92),
              top,
              Math.min(top + tall, stage.horizon() - 6),
              phase + i,
              colour(random),
              2 + random.nextInt(5)));
    }
    if (random.nextDouble() < 0.4) {
      float reach = block.reach(block.top());
      rooflines.add(
          new Roofline(
              block.middle() - reach, block.middle() + reach, block.top(), colour(random)));
    }
  }

  private static Rgb colour(SplittableRandom random) {
    return Rgb.of(NEON[random.nextInt(NEON.length)].rgb());
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Beacon beacon : beacons) {
      float pulse = (float) Math.sin(frame.seconds() * 2.3f + beacon.phase);
      float bright = dark * Math.max(0.12f, pulse);
      float x = frame.pixelX(beacon.x, depth);
      float y = frame.pixelY(beacon.y, depth);
      dot(x, y, 1.5f * size * scale, RED, bright);
      dot(x, y, 6 * size * scale, RED, 0.16f * bright);
    }
    for (Sign sign : signs) {
      sign(frame, sign, scale * size);
    }
    float bright = Math.max(0.3f, dark);
    for (Roofline line : rooflines) {
      float y = frame.pixelY(line.y, depth);
      float left = frame.pixelX(line.left, depth);
      float right = frame.pixelX(line.right, depth);
      streak(left, y, right, y, 0.9f * size * scale, line.colour, 0.9f * bright);
      streak(left, y, right, y, 6 * size * scale, line.colour, 0.14f * bright);
    }
  }

  private void sign(Frame frame, Sign sign, float unit) {
    float t = frame.seconds();
    // most hum, a few stutter now and then
    boolean faulty = sign.marks == 3 && Math.sin(t * 1.7f + sign.phase * 5) > 0.86;
    float stutter = faulty && Math.sin(t * 41 + sign.phase) > 0 ? 0.35f : 1;
    float hum = stutter * (0.90f + 0.10f * (float) Math.sin(t * 5 + sign.phase * 9));
    float bright = hum * Math.max(0.3f, dark);
    float x = frame.pixelX(sign.x, depth);
    float top = frame.pixelY(sign.top, depth);
    float bottom = frame.pixelY(sign.bottom, depth);
    streak(x, top, x, bottom, 3.6f * unit, sign.colour, 0.72f * bright);
    streak(x, top, x, bottom, 17 * unit, sign.colour, 0.20f * hum * dark);
    float step = (bottom - top) / sign.marks;
    for (int i = 0; i < sign.marks; i++) {
      float y = top + step * (i + 0.5f);
      float wide = 2.4f * unit;
      Rgb white = sign.colour.mix(Rgb.WHITE, 0.7f);
      streak(x - wide, y, x + wide, y, 0.8f * unit, white, 0.7f * bright);
      streak(x, y - 0.26f * step, x, y + 0.26f * step, 0.8f * unit, white, 0.6f * bright);
    }
  }
}
