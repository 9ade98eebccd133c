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

  private record Sign(float x, float top, float bottom, float phase, Rgb colour) {}

  private final List<Beacon> beacons = new ArrayList<>();
  private final List<Sign> signs = new ArrayList<>();
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
      if (neon && random.nextDouble() < 0.5) {
        float height = stage.horizon() - block.top();
        float top = block.top() + height * (float) random.nextDouble(0.15, 0.5);
        signs.add(
            new Sign(
                block.left() + block.width() * (float) random.nextDouble(0.15, 0.85),
                top,
                top + height * (float) random.nextDouble(0.12, 0.3),
                phase,
                Rgb.of(NEON[random.nextInt(NEON.length)].rgb())));
      }
    }
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
      float hum = 0.86f + 0.14f * (float) Math.sin(frame.seconds() * 5 + sign.phase * 9);
      float x = frame.pixelX(sign.x, depth);
      float top = frame.pixelY(sign.top, depth);
      float bottom = frame.pixelY(sign.bottom, depth);
      streak(x, top, x, bottom, 1.7f * size * scale, sign.colour, hum * Math.max(0.3f, dark));
      streak(x, top, x, bottom, 11 * size * scale, sign.colour, 0.16f * hum * dark);
    }
  }
}
