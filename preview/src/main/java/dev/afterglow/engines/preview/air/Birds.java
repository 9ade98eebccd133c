package dev.afterglow.engines.preview.air;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.SplittableRandom;

/** A flock far away, wings beating, each bird a little out of step with the others. */
public final class Birds implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.BIRDS)
        && scene.place() != Place.SPACE
        && scene.place() != Place.UNDERWATER;
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.FALLING, new Flock(stage));
  }

  private static final class Flock extends Specks {
    private static final float DEPTH = 0.4f;
    private static final int JOINTS = 5;

    private record Bird(float x, float y, float span, float beat, float phase) {}

    private final Bird[] birds;
    private final float speed;
    private final float start;
    private final float height;
    private final Rgb colour;

    Flock(Stage stage) {
      super(false);
      SplittableRandom random = stage.random("birds");
      int count = Math.min(stage.scene().count(Element.BIRDS), 120);
      boolean many = count > 12;
      Light light = stage.light();
      colour =
          stage
              .scene()
              .subject(Element.BIRDS)
              .flatMap(birds -> birds.hue())
              .map(hue -> light.on(Rgb.of(hue.rgb()), 0.6f, 0.8f, 0.1f))
              .orElse(light.on(new Rgb(0.10f, 0.11f, 0.13f), 0.4f, 0.6f, light.hazed(0.12f)));
      birds = new Bird[count];
      for (int i = 0; i < count; i++) {
        int pair = (i + 1) / 2;
        // a loose wedge: every second bird on the other wing of it
        float back = many ? (float) random.nextGaussian() * 130 : -pair * 40f;
        float side =
            many ? (float) random.nextGaussian() * 34 : pair * 17f * (i % 2 == 0 ? 1 : -0.7f);
        birds[i] =
            new Bird(
                back + (float) random.nextDouble(-7, 7),
                side + (float) random.nextDouble(-5, 5),
                (float) random.nextDouble(9, 13) * (many ? 0.7f : 1.15f),
                (float) random.nextDouble(6.5, 8.5),
                (float) random.nextDouble(Math.TAU));
      }
      float half = stage.space().half();
      speed = 30 + half * 0.045f;
      start = -half * 0.42f;
      height = stage.horizon() * (stage.scene().place() == Place.WATERFALL ? 0.13f : 0.30f);
    }

    @Override
    protected void place(Frame frame) {
      float t = frame.seconds();
      for (Bird bird : birds) {
        float x = start + bird.x + speed * t;
        float y = height + bird.y - 5 * t + 7 * (float) Math.sin(t * 0.7f + bird.phase);
        // beats come in bursts, with a glide between
        float effort = Curves.smooth(-0.5f, 0.2f, (float) Math.sin(t * 0.9f + bird.phase * 3));
        float lift = (float) Math.sin(t * bird.beat + bird.phase) * (0.25f + 0.75f * effort);
        wings(frame, x, y, bird.span, lift);
      }
    }

    private void wings(Frame frame, float x, float y, float span, float lift) {
      float scale = frame.space().scale();
      for (int side = -1; side <= 1; side += 2) {
        float lastX = x;
        float lastY = y;
        for (int joint = 1; joint <= JOINTS; joint++) {
          float part = (float) joint / JOINTS;
          float nextX = x + side * span * part * (1 - 0.12f * Math.abs(lift) * part);
          float bow = part * (1 - part) * span * 0.7f;
          float nextY = y - lift * span * 0.48f * (float) Math.pow(part, 1.3) - bow * 0.55f;
          streak(
              frame.pixelX(lastX, DEPTH),
              frame.pixelY(lastY, DEPTH),
              frame.pixelX(nextX, DEPTH),
              frame.pixelY(nextY, DEPTH),
              (1.25f - 0.7f * part) * scale * span / 11,
              colour,
              0.85f);
          lastX = nextX;
          lastY = nextY;
        }
      }
      streak(
          frame.pixelX(x - span * 0.16f, DEPTH),
          frame.pixelY(y + 0.4f, DEPTH),
          frame.pixelX(x + span * 0.22f, DEPTH),
          frame.pixelY(y, DEPTH),
          1.4f * scale * span / 11,
          colour,
          0.9f);
    }
  }
}
