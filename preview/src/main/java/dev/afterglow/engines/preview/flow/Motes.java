package dev.afterglow.engines.preview.flow;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Motes that rise slowly through the light and breathe. */
final class Motes extends Specks {
  private static final int COUNT = 150;

  private record Mote(
      float x, float y, float rise, float sway, float size, float phase, float depth, Rgb colour) {}

  private final Mote[] motes = new Mote[COUNT];

  Motes(Stage stage, Hues hues) {
    super(true);
    SplittableRandom random = stage.random("motes");
    float half = stage.space().half() * 1.15f;
    for (int i = 0; i < COUNT; i++) {
      float near = (float) Math.pow(random.nextDouble(), 3);
      motes[i] =
          new Mote(
              (float) random.nextDouble(-half, half),
              (float) random.nextDouble(),
              (float) random.nextDouble(0.008, 0.024) * (1 + near),
              (float) random.nextDouble(10, 34),
              0.9f + 5.5f * near,
              (float) random.nextDouble(Math.TAU),
              0.6f + 1.2f * near,
              hues.at((float) random.nextDouble(6)).mix(Rgb.WHITE, 0.45f));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    float tall = frame.space().bottom() * 1.1f;
    for (Mote mote : motes) {
      float way = mote.y - mote.rise * frame.seconds();
      float part = way - (float) Math.floor(way);
      float x = mote.x + mote.sway * (float) Math.sin(frame.seconds() * 0.5f + mote.phase);
      float breath = 0.55f + 0.45f * (float) Math.sin(frame.seconds() * 1.1f + mote.phase * 3);
      float edge = Curves.smooth(0, 0.1f, part) * Curves.smooth(1, 0.9f, part);
      float alpha = edge * breath * (mote.size > 3 ? 0.16f : 0.5f);
      dot(
          frame.pixelX(x, mote.depth),
          frame.pixelY((part - 0.05f) * tall, mote.depth),
          mote.size * scale,
          mote.colour,
          alpha);
    }
  }
}
