package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.SplittableRandom;

/** Sparks that rise through the whole picture, or dust that floats in its light. */
final class Sparks extends Specks {
  private static final Rgb EMBER = new Rgb(1.0f, 0.46f, 0.14f);
  private static final Rgb DUST = new Rgb(1.0f, 0.95f, 0.82f);

  private record Spark(
      float x, float way, float rise, float sway, float phase, float size, float bright) {}

  private final Spark[] sparks;
  private final Rgb colour;

  /**
   * Sparks or dust.
   *
   * @param embers whether they glow and rise, or float as dust
   */
  Sparks(Stage stage, boolean embers) {
    super(true);
    colour = embers ? EMBER : DUST;
    SplittableRandom random = stage.random("sparks");
    float half = stage.space().half() * 1.1f;
    sparks = new Spark[embers ? 150 : 90];
    for (int i = 0; i < sparks.length; i++) {
      float near = (float) Math.pow(random.nextDouble(), 3);
      sparks[i] =
          new Spark(
              (float) random.nextDouble(-half, half),
              (float) random.nextDouble(),
              (float) (embers ? random.nextDouble(0.10, 0.22) : random.nextDouble(0.006, 0.02)),
              (float) random.nextDouble(8, 40),
              (float) random.nextDouble(Math.TAU),
              0.8f + (embers ? 1.8f : 3.2f) * near,
              embers ? 0.9f : 0.22f + 0.2f * (1 - near));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    float t = frame.seconds();
    for (Spark spark : sparks) {
      float way = spark.way + spark.rise * t;
      float part = way - (float) Math.floor(way);
      float x = spark.x + spark.sway * (float) Math.sin(t * 0.9f + spark.phase);
      float y = frame.space().bottom() * (1.04f - 1.1f * part);
      float glow = 0.65f + 0.35f * (float) Math.sin(t * 5 + spark.phase * 7);
      float edge = Curves.smooth(0, 0.08f, part) * Curves.smooth(1, 0.72f, part);
      dot(
          frame.pixelX(x, 1),
          frame.pixelY(y, 1),
          spark.size * scale,
          colour,
          spark.bright * glow * edge);
    }
  }
}
