package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Events;
import dev.afterglow.engines.preview.scene.Firework;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rockets that rise, burst and rain down, when {@link Events} has them. A star's way follows from
 * drag and gravity in closed form, so that every moment can be drawn without the one before.
 */
final class Rockets extends Specks {
  private static final float DEPTH = 0.12f;
  private static final float LIFE = 2.6f;
  private static final float DRAG = 1.7f;
  private static final float GRAVITY = 34;
  private static final Rgb SPARK = new Rgb(1.0f, 0.80f, 0.46f);

  /** A star of a shell: its direction, its pace, and when it goes out. */
  private record Star(float dx, float dy, float pace, float life, float flicker) {}

  private record Shell(
      Firework firework, float x, float y, Rgb colour, boolean willow, List<Star> stars) {}

  private final List<Shell> shells = new ArrayList<>();
  private final float horizon;
  private final float speed;

  Rockets(Stage stage) {
    super(true);
    horizon = stage.horizon();
    speed = (float) stage.scene().pace().speed();
    for (Firework firework : Events.of(stage.scene(), stage.seconds()).fireworks()) {
      shells.add(shell(stage, firework));
    }
  }

  private static Shell shell(Stage stage, Firework firework) {
    SplittableRandom random = new SplittableRandom(firework.seed());
    boolean willow = random.nextDouble() < 0.3;
    List<Star> stars = new ArrayList<>();
    int count = (int) (74 * firework.size()) + 26;
    for (int i = 0; i < count; i++) {
      // evenly over a ball, seen from the side
      double up = random.nextDouble(-1, 1);
      double turn = random.nextDouble(Math.TAU);
      double flat = Math.sqrt(1 - up * up);
      float pace =
          (float)
              (random.nextDouble() < 0.8
                  ? random.nextDouble(0.90, 1.04)
                  : random.nextDouble(0.3, 0.6));
      stars.add(
          new Star(
              (float) (flat * Math.cos(turn)),
              (float) up,
              pace,
              (float) random.nextDouble(0.72, 1) * (willow ? 1.15f : 0.85f),
              (float) random.nextDouble(Math.TAU)));
    }
    return new Shell(
        firework,
        (float) (firework.x() * 2 - 1) * stage.space().half(),
        (float) firework.y() * stage.horizon() * 1.15f,
        willow ? SPARK.mix(Rgb.of(firework.rgb()), 0.25f) : Rgb.of(firework.rgb()),
        willow,
        List.copyOf(stars));
  }

  @Override
  protected void place(Frame frame) {
    float film = frame.seconds() / speed;
    for (Shell shell : shells) {
      float age = film - (float) shell.firework.burstSeconds();
      if (age < 0) {
        rise(frame, shell, film);
      } else if (age < LIFE) {
        burst(frame, shell, age);
      }
    }
  }

  private void rise(Frame frame, Shell shell, float film) {
    float all = (float) (shell.firework.burstSeconds() - shell.firework.launchSeconds());
    float part = (film - (float) shell.firework.launchSeconds()) / all;
    if (part < 0) {
      return;
    }
    float scale = frame.space().scale();
    for (int i = 0; i < 10; i++) {
      float at = Curves.clamp(part - i * 0.018f);
      float way = 1 - (1 - at) * (1 - at);
      float y = horizon + (shell.y - horizon) * way;
      float x = shell.x + 5 * (float) Math.sin(at * 9 + shell.x);
      dot(
          frame.pixelX(x, DEPTH),
          frame.pixelY(y, DEPTH),
          (1.5f - 0.1f * i) * scale,
          SPARK,
          (0.8f - 0.075f * i) * (1 - 0.6f * part));
    }
  }

  private void burst(Frame frame, Shell shell, float age) {
    float scale = frame.space().scale();
    float reach = 205 * (float) shell.firework.size();
    float flash = (float) Math.exp(-age * 9);
    dot(
        frame.pixelX(shell.x, DEPTH),
        frame.pixelY(shell.y, DEPTH),
        70 * scale,
        shell.colour.mix(Rgb.WHITE, 0.6f),
        0.5f * flash);
    for (Star star : shell.stars) {
      float left = 1 - age / (LIFE * star.life);
      if (left <= 0) {
        continue;
      }
      float trail = shell.willow ? 0.34f : 0.15f;
      float twinkle = left < 0.4f ? 0.6f + 0.4f * (float) Math.sin(age * 34 + star.flicker) : 1;
      float bright = twinkle * Curves.smooth(0, 0.55f, left);
      Rgb colour = shell.colour.mix(Rgb.WHITE, 0.75f * (float) Math.exp(-age * 3.4f));
      float before = Math.max(0, age - trail);
      streak(
          x(frame, shell, star, before, reach),
          y(frame, shell, star, before, reach),
          x(frame, shell, star, age, reach),
          y(frame, shell, star, age, reach),
          1.0f * scale,
          colour,
          0.50f * bright);
      dot(
          x(frame, shell, star, age, reach),
          y(frame, shell, star, age, reach),
          1.7f * scale,
          colour,
          bright);
    }
  }

  private static float gone(float age) {
    return (1 - (float) Math.exp(-DRAG * age)) / DRAG * 1.8f;
  }

  private static float x(Frame frame, Shell shell, Star star, float age, float reach) {
    return frame.pixelX(shell.x + star.dx * star.pace * reach * gone(age), DEPTH);
  }

  private static float y(Frame frame, Shell shell, Star star, float age, float reach) {
    float sink = GRAVITY * (shell.willow ? 1.5f : 0.8f) * (age - gone(age) * 0.4f) * age * 0.5f;
    return frame.pixelY(shell.y + star.dy * star.pace * reach * gone(age) + sink, DEPTH);
  }
}
