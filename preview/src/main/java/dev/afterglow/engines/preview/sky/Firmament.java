package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;

/** The colour of the air from the zenith to the horizon, and the glow around the sun. */
final class Firmament implements Layer {
  static final float DEPTH = 0.08f;

  private final Light light;
  private final float horizon;
  private final float sink;

  Firmament(Stage stage) {
    light = stage.light();
    horizon = stage.horizon();
    sink = Sun.sink(stage.scene().time());
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float y = frame.unitY(row.y(), DEPTH);
    Rgb colour = gradient(Math.max(0, y / horizon)).mix(Rgb.WHITE, 0.30f * frame.flash());
    float sunX = light.sunX();
    float sunY = light.sunY() + sink * frame.progress();
    float step = frame.unitStep(DEPTH);
    float left = frame.unitX(0, DEPTH) - sunX;
    float down2 = (y - sunY) * (y - sunY);
    // low light spreads along the horizon
    float flat = light.night() < 0.5f ? 0.55f : 1;
    Rgb glow = light.glow();
    Rgb more =
        new Rgb(
            glow.red() - colour.red() * 0.62f,
            glow.green() - colour.green() * 0.62f,
            glow.blue() - colour.blue() * 0.62f);
    float[] part = row.scratch(0);
    for (int x = row.from(); x <= row.to(); x++) {
      float across = left + x * step;
      float q = across * across * flat + down2;
      float wide = 1 / (1 + q * 2.6e-5f);
      part[x] = 0.40f * wide * wide + 0.34f / (1 + q * 6.5e-4f);
    }
    row.fill(colour, more, part);
  }

  private Rgb gradient(float down) {
    float lower = Curves.smooth(0.38f, 1.0f, down);
    float upper = Curves.smooth(0.0f, 0.62f, down);
    return light.zenith().mix(light.middle(), upper).mix(light.horizon(), lower);
  }
}
