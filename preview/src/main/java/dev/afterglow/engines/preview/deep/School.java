package dev.afterglow.engines.preview.deep;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Subject;
import java.util.SplittableRandom;

/**
 * A school of fish: each keeps its place in a school that winds through the water, and beats its
 * tail. A body is a few soft strokes along a bent line.
 */
final class School extends Specks {
  private static final int[] BRIGHT = {0xF2A03A, 0xF6D24A, 0x4FA8E0, 0xE8604A};

  private record Fish(
      float dx, float dy, float lag, float phase, float beat, float size, Rgb back, Rgb belly) {}

  private final Fish[] fish;
  private final float depth;
  private final float half;
  private final float middle;
  private final float speed;
  private final float start;

  School(Stage stage, Blue blue, float depth, int count, float size) {
    super(false);
    this.depth = depth;
    SplittableRandom random = stage.random("school " + depth);
    half = stage.space().half() + 160;
    middle = stage.space().at(depth < 0.8f ? 0.42f : 0.55f);
    speed = (depth < 0.8f ? 34 : 58) * (depth < 0.8f ? 1 : -1);
    start = (float) random.nextDouble(half);
    var hue = stage.scene().subject(Element.FISH).flatMap(Subject::hue);
    fish = new Fish[count];
    for (int i = 0; i < count; i++) {
      int rgb = hue.isPresent() ? hue.get().rgb() : BRIGHT[random.nextInt(BRIGHT.length)];
      Rgb body = depth < 0.8f ? new Rgb(0.62f, 0.74f, 0.80f) : Rgb.of(rgb);
      float water = depth < 0.8f ? 0.62f : 0.16f;
      fish[i] =
          new Fish(
              (float) random.nextGaussian() * (depth < 0.8f ? 150 : 240),
              (float) random.nextGaussian() * (depth < 0.8f ? 46 : 88),
              (float) random.nextDouble(0, 0.9),
              (float) random.nextDouble(Math.TAU),
              (float) random.nextDouble(6, 10),
              size * (float) random.nextDouble(7, 12),
              blue.through(body.times(0.75f), water),
              blue.through(body.mix(Rgb.WHITE, 0.55f), water));
    }
  }

  @Override
  protected void place(Frame frame) {
    for (Fish one : fish) {
      swim(frame, one);
    }
  }

  private float x(Fish one, float t) {
    float way = (start + one.dx + speed * t) / (2 * half);
    return (way - (float) Math.floor(way)) * 2 * half
        - half
        + 12 * (float) Math.sin(t * 0.9f + one.phase);
  }

  private float y(Fish one, float t) {
    float along = speed * t / 190 + one.dx / 170;
    return middle
        + one.dy
        + 40 * (float) Math.sin(along)
        + 9 * (float) Math.sin(t * 1.3f + one.phase);
  }

  private void swim(Frame frame, Fish one) {
    float t = frame.seconds();
    float scale = frame.space().scale() * frame.zoom(depth);
    float x = frame.pixelX(x(one, t), depth);
    float y = frame.pixelY(y(one, t), depth);
    float climb = (y(one, t + 0.1f) - y(one, t)) / 14;
    float ahead = Math.signum(speed);
    float length = one.size * scale;
    float beat = (float) Math.sin(t * one.beat + one.phase) * 0.20f;
    float noseX = x + ahead * length;
    float noseY = y + climb * length;
    float tailX = x - ahead * length * 0.8f;
    float tailY = y - climb * length + beat * length * 0.6f;
    streak(noseX, noseY, tailX, tailY, length * 0.24f, one.back, 0.9f);
    streak(
        x + ahead * length * 0.45f,
        y + climb * length * 0.4f,
        x - ahead * length * 0.25f,
        y - climb * length * 0.3f,
        length * 0.36f,
        one.back,
        0.92f);
    streak(
        x + ahead * length * 0.5f,
        y + climb * length * 0.4f + length * 0.16f,
        x - ahead * length * 0.3f,
        y + length * 0.16f,
        length * 0.15f,
        one.belly,
        0.8f);
    float finX = tailX - ahead * length * 0.42f;
    float finY = tailY + beat * length * 1.6f;
    streak(tailX, tailY, finX, finY - length * 0.34f, length * 0.11f, one.back, 0.85f);
    streak(tailX, tailY, finX, finY + length * 0.34f, length * 0.11f, one.back, 0.85f);
    dot(noseX - ahead * length * 0.3f, noseY - length * 0.06f, length * 0.07f, Rgb.BLACK, 0.8f);
  }
}
