package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;

/** A full moon with its seas, where the light comes from. */
final class Moon implements Layer {
  private static final float DEPTH = 0.05f;

  private final float x;
  private final float y;
  private final float radius;
  private final float bright;
  private final Rgb tint;

  Moon(Stage stage) {
    boolean night = stage.light().night() > 0.9f;
    float half = stage.space().half();
    x = night ? stage.light().sunX() : half * 0.45f;
    y = night ? stage.light().sunY() : stage.horizon() * 0.22f;
    radius = stage.scene().has(Element.MOON) ? 40 : 24;
    bright = night ? 0.94f : 0.72f;
    tint =
        stage
            .scene()
            .subject(Element.MOON)
            .flatMap(moon -> moon.hue())
            .map(hue -> Rgb.WHITE.mix(Rgb.of(hue.rgb()), 0.7f))
            .orElse(new Rgb(1, 0.98f, 0.92f));
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float down = frame.unitY(row.y(), DEPTH) - y;
    if (Math.abs(down) > radius + 2) {
      return;
    }
    float wide = radius + 2;
    int from = Math.max(row.from(), (int) frame.pixelX(x - wide, DEPTH));
    int to = Math.min(row.to(), (int) frame.pixelX(x + wide, DEPTH) + 1);
    for (int column = from; column <= to; column++) {
      float across = frame.unitX(column, DEPTH) - x;
      float q = (across * across + down * down) / (radius * radius);
      float edge = 0.9f / radius;
      float part = Curves.smooth(1 + edge, 1 - edge, q);
      if (part <= 0) {
        continue;
      }
      float ball = (float) Math.sqrt(Math.max(0, 1 - q));
      float bulge = 1 / (0.55f + 0.45f * ball);
      float seas =
          Noise.sum(across / radius * bulge * 1.5f + 3.7f, down / radius * bulge * 1.5f, 4);
      float light = (0.86f + 0.14f * ball - 0.30f * Curves.smooth(0.02f, 0.34f, seas)) * bright;
      row.cover(column, light * tint.red(), light * tint.green(), light * tint.blue(), part);
    }
  }
}
