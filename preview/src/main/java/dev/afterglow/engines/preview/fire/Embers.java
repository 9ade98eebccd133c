package dev.afterglow.engines.preview.fire;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import java.util.SplittableRandom;

/** Sparks that a fire throws up: fast at first, then wandering, cooling from yellow to red. */
final class Embers extends Specks {
  private static final Rgb HOT = new Rgb(1.0f, 0.82f, 0.42f);
  private static final Rgb COOL = new Rgb(1.0f, 0.26f, 0.06f);

  private record Ember(
      float x, float period, float phase, float rise, float wander, float turn, float size) {}

  private final Ember[] embers;
  private final Hearth hearth;

  Embers(Stage stage, Hearth hearth) {
    super(true);
    this.hearth = hearth;
    SplittableRandom random = stage.random("embers");
    embers = new Ember[stage.scene().has(Element.EMBERS) ? 240 : 150];
    for (int i = 0; i < embers.length; i++) {
      embers[i] =
          new Ember(
              (float) random.nextGaussian() * 34,
              (float) random.nextDouble(1.5, 4.2),
              (float) random.nextDouble(),
              (float) random.nextDouble(260, 560),
              (float) random.nextDouble(14, 64),
              (float) random.nextDouble(1.2, 3.2),
              (float) random.nextDouble(0.8, 2.0));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Ember ember : embers) {
      float way = frame.seconds() / ember.period + ember.phase;
      float age = way - (float) Math.floor(way);
      draw(frame, ember, age, scale);
    }
  }

  private void draw(Frame frame, Ember ember, float age, float scale) {
    float x = frame.pixelX(x(ember, age), 1.05f);
    float y = frame.pixelY(y(ember, age), 1.05f);
    float before = Math.max(0, age - 0.022f / ember.period * 2);
    float x0 = frame.pixelX(x(ember, before), 1.05f);
    float y0 = frame.pixelY(y(ember, before), 1.05f);
    float bright = Curves.smooth(0, 0.06f, age) * Curves.smooth(1, 0.45f, age);
    Rgb colour = HOT.mix(COOL, Curves.smooth(0.05f, 0.7f, age));
    streak(x0, y0, x, y, ember.size * scale, colour, bright);
    dot(x, y, 4.2f * ember.size * scale, colour, 0.13f * bright);
  }

  private float x(Ember ember, float age) {
    float drift = (float) Math.sin(age * ember.turn * 4 + ember.phase * 40);
    return hearth.x() + ember.x * (1 - 0.4f * age) + ember.wander * age * drift + 26 * age * age;
  }

  private float y(Ember ember, float age) {
    return hearth.y() - 60 - ember.rise * (1 - (1 - age) * (1 - age)) * 0.95f;
  }
}
