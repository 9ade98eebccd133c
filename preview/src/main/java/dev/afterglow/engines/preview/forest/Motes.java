package dev.afterglow.engines.preview.forest;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Dust and insects that drift through the light. */
final class Motes extends Specks {
  private record Mote(float x, float y, float depth, float phase) {}

  private final Mote[] motes = new Mote[130];
  private final Rgb colour;

  Motes(Stage stage, Light light) {
    super(true);
    colour = light.glow().times(light.key()).times(0.55f);
    SplittableRandom random = stage.random("motes");
    float half = stage.space().half();
    for (int i = 0; i < motes.length; i++) {
      motes[i] =
          new Mote(
              (float) random.nextDouble(-half, half),
              (float) random.nextDouble(stage.space().bottom() * 0.9f),
              (float) random.nextDouble(0.5, 1.6),
              (float) random.nextDouble(Math.TAU));
    }
  }

  @Override
  protected void place(Frame frame) {
    float t = frame.seconds();
    float scale = frame.space().scale();
    for (Mote mote : motes) {
      float x = mote.x + 16 * (float) Math.sin(t * 0.5f + mote.phase) + 6 * t;
      float y = mote.y + 10 * (float) Math.sin(t * 0.7f + mote.phase * 2) - 3 * t;
      float blink = 0.5f + 0.5f * (float) Math.sin(t * 1.3f + mote.phase * 5);
      dot(
          frame.pixelX(x, mote.depth),
          frame.pixelY(y, mote.depth),
          (0.9f + 0.7f * mote.depth) * scale,
          colour,
          blink * 0.8f);
    }
  }
}
