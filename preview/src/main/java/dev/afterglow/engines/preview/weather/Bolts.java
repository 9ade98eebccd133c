package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Events;
import dev.afterglow.engines.preview.scene.Lightning;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Strokes of lightning, where and when {@link Events} has them. A bolt is found by halving: the
 * middle of each stretch is pushed aside, again and again, and some joints send out a branch.
 */
final class Bolts extends Specks {
  private static final float DEPTH = 0.1f;
  private static final double SEEN = 0.5;
  private static final Rgb CORE = new Rgb(0.92f, 0.94f, 1.0f);
  private static final Rgb HALO = new Rgb(0.52f, 0.58f, 1.0f);

  private record Stroke(float x0, float y0, float x1, float y1, float width) {}

  private record Bolt(Lightning lightning, List<Stroke> strokes) {}

  private final List<Bolt> bolts = new ArrayList<>();
  private final float speed;

  Bolts(Stage stage) {
    super(true);
    speed = (float) stage.scene().pace().speed();
    for (Lightning lightning : Events.of(stage.scene(), stage.seconds()).lightning()) {
      if (lightning.strength() > SEEN) {
        bolts.add(bolt(stage, lightning));
      }
    }
  }

  private static Bolt bolt(Stage stage, Lightning lightning) {
    SplittableRandom random = new SplittableRandom(lightning.seed());
    float half = stage.space().half();
    float x = (float) (lightning.x() * 2 - 1) * half;
    float foot = x + (float) random.nextDouble(-0.16, 0.16) * half;
    List<Stroke> strokes = new ArrayList<>();
    Stroke trunk =
        new Stroke(x, -30, foot, stage.horizon() * 0.97f, (float) (1.5 + lightning.strength()));
    grow(trunk, 6, random, strokes);
    return new Bolt(lightning, List.copyOf(strokes));
  }

  private static void grow(
      Stroke stroke, int halvings, SplittableRandom random, List<Stroke> strokes) {
    if (halvings == 0) {
      strokes.add(stroke);
      return;
    }
    float dx = stroke.x1 - stroke.x0;
    float dy = stroke.y1 - stroke.y0;
    float push = (float) random.nextGaussian() * 0.105f;
    float middleX = stroke.x0 + dx * 0.5f - dy * push;
    float middleY = stroke.y0 + dy * 0.5f + dx * push;
    grow(
        new Stroke(stroke.x0, stroke.y0, middleX, middleY, stroke.width),
        halvings - 1,
        random,
        strokes);
    grow(
        new Stroke(middleX, middleY, stroke.x1, stroke.y1, stroke.width),
        halvings - 1,
        random,
        strokes);
    if (halvings > 2 && stroke.width > 0.7f && random.nextDouble() < 0.5) {
      float aside = (float) random.nextDouble(0.35, 0.8) * (random.nextBoolean() ? 1 : -1);
      Stroke branch =
          new Stroke(
              middleX,
              middleY,
              middleX + dx * 0.5f - dy * aside * 0.6f,
              middleY + Math.abs(dy) * 0.45f,
              stroke.width * 0.52f);
      grow(branch, halvings - 2, random, strokes);
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    double film = frame.seconds() / speed;
    for (Bolt bolt : bolts) {
      float flash = (float) bolt.lightning.flash(film);
      if (flash < 0.02f) {
        continue;
      }
      for (Stroke s : bolt.strokes) {
        float x0 = frame.pixelX(s.x0, DEPTH);
        float y0 = frame.pixelY(s.y0, DEPTH);
        float x1 = frame.pixelX(s.x1, DEPTH);
        float y1 = frame.pixelY(s.y1, DEPTH);
        streak(x0, y0, x1, y1, s.width * scale, CORE, Math.min(1, 1.5f * flash));
        streak(x0, y0, x1, y1, s.width * 6 * scale, HALO, 0.12f * flash * s.width);
      }
    }
  }
}
