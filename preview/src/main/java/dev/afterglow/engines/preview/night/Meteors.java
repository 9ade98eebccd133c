package dev.afterglow.engines.preview.night;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.SplittableRandom;

/** Shooting stars that come out of one point of the sky. */
public final class Meteors implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.METEORS) && NightSky.open(scene);
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.SKY, new Trails(stage));
  }

  private static final class Trails extends Specks {
    private static final float DEPTH = 0.05f;
    private static final int PIECES = 14;
    private static final Rgb HEAD = new Rgb(0.92f, 1.0f, 0.98f);
    private static final Rgb TAIL = new Rgb(0.50f, 0.78f, 1.0f);

    private record Meteor(
        float at, float lasts, float x, float y, float dx, float dy, float bright) {}

    private final Meteor[] meteors;

    Trails(Stage stage) {
      super(true);
      SplittableRandom random = stage.random("meteors");
      float half = stage.space().half();
      float horizon = stage.horizon();
      float side = random.nextBoolean() ? 1 : -1;
      float pointX = side * half * 0.55f;
      float pointY = -horizon * 0.25f;
      int shower = Math.clamp(stage.scene().count(Element.METEORS) * 2L, 3, 30);
      float scene = stage.seconds() * (float) stage.scene().pace().speed();
      meteors = new Meteor[Math.max(2, Math.round(Math.min(scene, 40) * shower * 0.22f))];
      for (int i = 0; i < meteors.length; i++) {
        float x = (float) random.nextDouble(-0.95, 0.95) * half;
        float y = (float) random.nextDouble(0.02, 0.55) * horizon;
        float away = (float) Math.hypot(x - pointX, y - pointY);
        float far = (float) random.nextDouble(0.3, 0.75) * horizon;
        float at = scene * (i + (float) random.nextDouble(0.9)) / meteors.length - 0.2f;
        float bright = 0.5f + 0.9f * (float) Math.pow(random.nextDouble(), 2);
        meteors[i] =
            new Meteor(
                at,
                0.45f + 0.5f * bright,
                x,
                y,
                (x - pointX) / away * far,
                (y - pointY) / away * far,
                bright);
      }
    }

    @Override
    protected void place(Frame frame) {
      for (Meteor meteor : meteors) {
        float age = (frame.seconds() - meteor.at) / meteor.lasts;
        if (age > 0 && age < 1.6f) {
          draw(frame, meteor, age);
        }
      }
    }

    private void draw(Frame frame, Meteor meteor, float age) {
      float scale = frame.space().scale();
      float head = Math.min(age, 1);
      float tail = Math.max(0, age - 0.62f);
      float glow = meteor.bright * (float) Math.sin(Math.PI * Math.min(1, 0.12f + age / 1.75f));
      for (int i = 0; i < PIECES; i++) {
        float from = head + (tail - head) * i / PIECES;
        float to = head + (tail - head) * (i + 1) / PIECES;
        float part = 1 - (float) i / PIECES;
        streak(
            frame.pixelX(meteor.x + meteor.dx * from, DEPTH),
            frame.pixelY(meteor.y + meteor.dy * from, DEPTH),
            frame.pixelX(meteor.x + meteor.dx * to, DEPTH),
            frame.pixelY(meteor.y + meteor.dy * to, DEPTH),
            scale * (0.5f + 1.1f * part * meteor.bright),
            TAIL.mix(HEAD, part),
            glow * part * part);
      }
      if (age < 1) {
        float x = frame.pixelX(meteor.x + meteor.dx * head, DEPTH);
        float y = frame.pixelY(meteor.y + meteor.dy * head, DEPTH);
        dot(x, y, scale * (1.6f + 1.6f * meteor.bright), HEAD, glow);
      }
    }
  }
}
