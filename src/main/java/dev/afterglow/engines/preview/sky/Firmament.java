package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.TimeOfDay;

/** The colour of the air from the zenith to the horizon, and the sun in it. */
final class Firmament implements Layer {
  static final float DEPTH = 0.08f;

  private final Light light;
  private final float horizon;
  private final boolean disc;
  private final float sink;
  private final float radius;

  Firmament(Stage stage) {
    light = stage.light();
    horizon = stage.horizon();
    TimeOfDay time = stage.scene().time();
    boolean low = time == TimeOfDay.SUNSET || time == TimeOfDay.DAWN;
    disc = light.cover() < 0.8f && light.night() < 0.5f && (low || stage.scene().has(Element.SUN));
    sink = time == TimeOfDay.SUNSET ? 16 : time == TimeOfDay.DAWN ? -16 : 0;
    radius = low ? 27 : 22;
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
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    int base = row.base();
    for (int x = row.from(); x <= row.to(); x++) {
      float across = left + x * step;
      float q = across * across * flat + down2;
      float wide = 0.40f / (1 + q * 2.6e-5f) / (1 + q * 2.6e-5f);
      float near = 0.34f / (1 + q * 6.5e-4f);
      float part = wide + near;
      red[base + x] = colour.red() + (glow.red() - colour.red() * 0.62f) * part;
      green[base + x] = colour.green() + (glow.green() - colour.green() * 0.62f) * part;
      blue[base + x] = colour.blue() + (glow.blue() - colour.blue() * 0.62f) * part;
    }
    if (disc) {
      disc(row, left, step, (float) Math.sqrt(down2));
    }
  }

  private void disc(Row row, float left, float step, float down) {
    if (down > radius + 2) {
      return;
    }
    for (int x = row.from(); x <= row.to(); x++) {
      float across = left + x * step;
      float distance = (float) Math.sqrt(across * across + down * down);
      float part = Curves.smooth(radius + 1.4f, radius - 1.4f, distance);
      if (part > 0) {
        Rgb glow = light.glow();
        row.cover(x, 0.9f + glow.red(), 0.75f + glow.green(), 0.45f + glow.blue(), part);
      }
    }
  }

  private Rgb gradient(float down) {
    float lower = Curves.smooth(0.38f, 1.0f, down);
    float upper = Curves.smooth(0.0f, 0.62f, down);
    return light.zenith().mix(light.middle(), upper).mix(light.horizon(), lower);
  }
}
