package dev.afterglow.engines.preview.city;

import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Specks;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import java.util.SplittableRandom;

/** Cars on the shore road, both ways, and the lamps above them. */
final class Traffic extends Specks {
  private static final Rgb HEAD = new Rgb(1.0f, 0.93f, 0.78f);
  private static final Rgb TAIL = new Rgb(1.0f, 0.15f, 0.08f);
  private static final Rgb LAMP = new Rgb(1.0f, 0.80f, 0.50f);
  private static final float LAMP_GAP = 58;

  private record Car(float x, float speed, float lane, float bright) {}

  private final Car[] cars;
  private final float horizon;
  private final float half;
  private final float dark;

  Traffic(Stage stage) {
    super(true);
    horizon = stage.horizon();
    half = stage.space().half() + 80;
    dark = 0.10f + 0.90f * Math.max(0, stage.light().night());
    SplittableRandom random = stage.random("traffic");
    int count = (int) (half / (stage.scene().has(Element.TRAFFIC) ? 9 : 15));
    cars = new Car[count];
    for (int i = 0; i < count; i++) {
      boolean away = i % 2 == 0;
      cars[i] =
          new Car(
              (float) random.nextDouble(2 * half),
              (float) random.nextDouble(62, 104) * (away ? 1 : -1),
              away ? 1.5f : 4.5f,
              (float) random.nextDouble(0.6, 1.0));
    }
  }

  @Override
  protected void place(Frame frame) {
    float scale = frame.space().scale();
    for (Car car : cars) {
      float way = (car.x + car.speed * frame.seconds()) / (2 * half);
      float x = (way - (float) Math.floor(way)) * 2 * half - half;
      light(frame, x, car, scale);
    }
    for (float x = -half; x < half; x += LAMP_GAP) {
      float px = frame.pixelX(x, Quay.DEPTH);
      float py = frame.pixelY(horizon - 7, Quay.DEPTH);
      dot(px, py, 1.7f * scale, LAMP, 0.95f * dark);
      dot(px, py, 11 * scale, LAMP, 0.15f * dark);
    }
  }

  private void light(Frame frame, float x, Car car, float scale) {
    boolean tail = car.speed > 0;
    Rgb colour = tail ? TAIL : HEAD;
    float px = frame.pixelX(x, Quay.DEPTH);
    float py = frame.pixelY(horizon + car.lane, Quay.DEPTH);
    float trail = (tail ? -9 : 9) * scale;
    streak(px, py, px + trail, py, 1.3f * scale, colour, 0.85f * car.bright * dark);
    dot(px, py, 1.8f * scale, colour, car.bright * dark);
    dot(px, py, 7 * scale, colour, 0.16f * car.bright * dark);
  }
}
