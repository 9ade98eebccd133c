package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Flakes that fall and waver: many small far ones, a few large ones out of focus. */
final class Snow extends Specks {
  private static final float ROOM = 40;

  private record Flake(
      float x,
      float y,
      float speed,
      float sway,
      float turn,
      float phase,
      float size,
      float alpha) {}

  private final Flake[] flakes;
  private final Wrapped across;
  private final Wrapped down;
  private final float wind;
  private final Rgb colour;

  Snow(Stage stage) {
    super(false);
    SplittableRandom random = stage.random("snow");
    across = Wrapped.across(stage.space(), ROOM);
    down = Wrapped.down(stage.space(), ROOM);
    wind = (float) random.nextDouble(-26, 26);
    float bright = 1 - 0.50f * stage.light().night();
    colour = new Rgb(0.97f, 0.98f, 1.0f).times(bright);
    int count = (int) (820 * across.length() * down.length() / (1360 * 800));
    flakes = new Flake[count];
    for (int i = 0; i < count; i++) {
      float near = (float) Math.pow(random.nextDouble(), 4);
      flakes[i] =
          new Flake(
              (float) random.nextDouble() * across.length(),
              (float) random.nextDouble() * down.length(),
              34 + 150 * near + (float) random.nextDouble(16),
              (float) random.nextDouble(4, 16) * (1 + near),
              (float) random.nextDouble(0.5, 1.5),
              (float) random.nextDouble(Math.TAU),
              1.0f + 7.5f * near * near + 1.5f * near,
              near > 0.55f ? 0.42f : 0.70f);
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    float t = frame.seconds();
    for (Flake flake : flakes) {
      float waver = flake.sway * (float) Math.sin(t * flake.turn + flake.phase);
      float x = across.at(flake.x + wind * t * (0.5f + flake.size * 0.2f) + waver);
      float y = down.at(flake.y + flake.speed * t);
      dot(frame.pixelX(x, 1), frame.pixelY(y, 1), flake.size * scale, colour, flake.alpha);
    }
  }
}
