package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/** Paper lanterns carried up by their own flame. */
final class SkyLanterns extends Specks {
  private static final Rgb PAPER = new Rgb(1.0f, 0.55f, 0.20f);
  private static final Rgb FLAME = new Rgb(1.0f, 0.86f, 0.52f);

  private record Lantern(
      float x, float way, float rise, float sway, float phase, float size, float depth) {}

  private final Lantern[] lanterns;
  private final float horizon;

  SkyLanterns(Stage stage) {
    super(true);
    horizon = stage.horizon();
    SplittableRandom random = stage.random("lanterns");
    int count = Math.clamp(stage.scene().count(Element.LANTERNS) * 14L, 40, 220);
    lanterns = new Lantern[count];
    float half = stage.space().half() + 40;
    for (int i = 0; i < count; i++) {
      float near = (float) Math.pow(random.nextDouble(), 3.2);
      lanterns[i] =
          new Lantern(
              (float) random.nextDouble(-half, half),
              (float) random.nextDouble(),
              (float) random.nextDouble(0.018, 0.032) * (1 + 1.2f * near),
              (float) random.nextDouble(3, 12) * (1 + near),
              (float) random.nextDouble(Math.TAU),
              1.5f + 11 * near,
              0.15f + 0.8f * near);
    }
    Arrays.sort(lanterns, Comparator.comparingDouble(Lantern::size));
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Lantern lantern : lanterns) {
      float way = lantern.way + lantern.rise * frame.seconds();
      float part = way - (float) Math.floor(way);
      float y = frame.pixelY(horizon + 20 - part * (horizon + 80), lantern.depth);
      float sway = lantern.sway * (float) Math.sin(frame.seconds() * 0.7f + lantern.phase);
      float x = frame.pixelX(lantern.x + sway, lantern.depth);
      float flicker = 0.88f + 0.12f * (float) Math.sin(frame.seconds() * 7 + lantern.phase * 9);
      float bright = flicker * Curves.smooth(0, 0.08f, part) * (0.55f + 0.05f * lantern.size);
      float size = lantern.size * scale;
      streak(x, y - size * 0.7f, x, y + size * 0.6f, size * 0.85f, PAPER, 0.72f * bright);
      dot(x, y + size * 0.75f, size * 0.6f, FLAME, 0.75f * bright);
      dot(x, y, size * 3.6f, PAPER, 0.10f * bright);
    }
  }
}
