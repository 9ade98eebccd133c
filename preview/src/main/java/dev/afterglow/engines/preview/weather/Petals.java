package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Subject;
import java.util.SplittableRandom;

/** Petals or leaves that tumble down the wind: short strokes that turn and flash as they turn. */
final class Petals extends Specks {
  private static final float ROOM = 40;
  private static final int[] AUTUMN = {0xD9772B, 0xC9482C, 0xE0A93A, 0x9A5A2C};
  private static final int[] BLOSSOM = {0xF8C9D8, 0xF4A9C2, 0xFCE4EC};

  private record Petal(
      float x,
      float y,
      float fall,
      float drift,
      float spin,
      float phase,
      float size,
      Rgb colour,
      float alpha) {}

  private final Petal[] petals;
  private final Wrapped across;
  private final Wrapped down;

  Petals(Stage stage) {
    super(false);
    SplittableRandom random = stage.random("petals");
    across = Wrapped.across(stage.space(), ROOM);
    down = Wrapped.down(stage.space(), ROOM);
    Element element = stage.scene().has(Element.PETALS) ? Element.PETALS : Element.LEAVES;
    int[] colours =
        stage
            .scene()
            .subject(element)
            .flatMap(Subject::hue)
            .map(Hue::rgb)
            .map(rgb -> new int[] {rgb})
            .orElse(element == Element.PETALS ? BLOSSOM : AUTUMN);
    float lit = 1 - 0.62f * stage.light().night();
    petals = new Petal[(int) (130 * across.length() * down.length() / (1360 * 800))];
    for (int i = 0; i < petals.length; i++) {
      float near = (float) Math.pow(random.nextDouble(), 2.5);
      petals[i] =
          new Petal(
              (float) random.nextDouble() * across.length(),
              (float) random.nextDouble() * down.length(),
              40 + 90 * near,
              38 + 120 * near,
              (float) random.nextDouble(1.2, 3.6),
              (float) random.nextDouble(Math.TAU),
              1.6f + 4.4f * near,
              Rgb.of(colours[random.nextInt(colours.length)])
                  .times(lit * (float) random.nextDouble(0.82, 1.06)),
              0.92f - 0.25f * near);
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    float t = frame.seconds();
    for (Petal petal : petals) {
      float turn = t * petal.spin + petal.phase;
      float flutter = 13 * (float) Math.sin(turn * 0.8f);
      float x = frame.pixelX(across.at(petal.x + petal.drift * t + flutter), 1);
      float y = frame.pixelY(down.at(petal.y + petal.fall * t + 0.4f * flutter), 1);
      // seen from the edge a petal is a line, from the front a spot
      float open = 0.35f + 0.65f * Math.abs((float) Math.cos(turn * 1.3f));
      float reach = petal.size * 1.25f * scale;
      float dx = reach * (float) Math.cos(turn);
      float dy = reach * (float) Math.sin(turn) * 0.7f;
      Rgb lit = petal.colour.times(0.86f + 0.22f * open);
      streak(x - dx, y - dy, x + dx, y + dy, petal.size * open * scale, lit, petal.alpha);
    }
  }
}
