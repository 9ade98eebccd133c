package dev.afterglow.engines.preview.volcano;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** A column of smoke that billows up from the crater and leans away, lit from below by lava. */
final class Smoke implements Layer {
  static final float DEPTH = 0.3f;

  private final SoftField density;
  private final SoftField shade;
  private final float x;
  private final float y;
  private final float lean;
  private final float strong;
  private final float spread;
  private final boolean erupting;
  private final Rgb bright;
  private final Rgb dark;

  Smoke(Stage stage, float x, float y, boolean erupting) {
    density = new SoftField(stage.space());
    shade = new SoftField(stage.space());
    this.x = x;
    this.y = y;
    this.erupting = erupting;
    Light light = stage.light();
    lean = light.sunX() < 0 ? 1 : -1;
    strong = erupting ? 1 : 0.62f;
    spread = erupting ? 30 : 14;
    Rgb ash = erupting ? new Rgb(0.34f, 0.31f, 0.30f) : new Rgb(0.82f, 0.82f, 0.84f);
    bright = light.on(ash, 0.62f, 0.9f, 0.12f);
    dark = light.on(ash.times(0.52f), 0.15f, 0.7f, 0.12f);
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    int bottom = (int) frame.pixelY(y + 40, DEPTH);
    density.fill(crew, 0, bottom, (px, py) -> at(frame, px, py, 0, 0));
    shade.fill(crew, 0, bottom, (px, py) -> at(frame, px, py, -9 * lean, -11));
  }

  private float at(Frame frame, float px, float py, float aside, float over) {
    float up = y - frame.unitY(py, DEPTH) - over;
    if (up < -26) {
      return 0;
    }
    float t = frame.seconds();
    float rise = Math.max(0, up);
    float middle = x + lean * (0.06f * rise + 0.0010f * rise * rise);
    float wide = spread + 0.62f * rise;
    float across = (frame.unitX(px, DEPTH) + aside - middle) / wide;
    if (Math.abs(across) > 2) {
      return 0;
    }
    // billows grow as they rise
    float size = 1 / (0.55f + 0.0042f * rise);
    float broad = Tile.SOFT.at((across * wide * 0.62f + 40) * size, (up + 34 * t) * 0.62f * size);
    float fine = Tile.SOFT.at((across * wide * 1.9f + 9) * size, (up + 43 * t) * 1.9f * size + 90);
    float billow = 0.66f * broad + 0.34f * fine;
    float edge = 1.08f - across * across - (rise > 0 ? 0 : 0.04f * -up);
    return Curves.smooth(0.30f, 0.86f, edge * 0.62f + (billow - 0.5f) * 1.3f) * strong;
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float up = y - frame.unitY(row.y(), DEPTH);
    if (up < -26) {
      return;
    }
    float[] here = row.scratch(0);
    float[] there = row.scratch(1);
    density.row(row, here);
    shade.row(row, there);
    float pulse = 0.85f + 0.15f * (float) Math.sin(frame.seconds() * 2.1f);
    float glow = erupting ? pulse * Curves.fall(Math.max(0, up) / 62) : 0;
    for (int column = row.from(); column <= row.to(); column++) {
      float part = here[column];
      if (part > 0.004f) {
        float lit = Curves.clamp(0.5f + (part - there[column]) * 1.9f);
        row.cover(
            column,
            dark.red() + (bright.red() - dark.red()) * lit + 0.95f * glow * (0.4f + lit),
            dark.green() + (bright.green() - dark.green()) * lit + 0.30f * glow * (0.3f + lit),
            dark.blue() + (bright.blue() - dark.blue()) * lit + 0.05f * glow,
            Math.min(0.97f, part));
      }
    }
  }
}
