package dev.afterglow.engines.preview.space;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** Two glowing gases and dark dust before them, folding slowly into each other. */
final class Nebula implements Layer {
  private static final float DEPTH = 0.12f;

  private final SoftField first;
  private final SoftField second;
  private final Rgb firstColour;
  private final Rgb secondColour;
  private final float offset;
  private final float tilt;

  Nebula(Stage stage) {
    first = new SoftField(stage.space());
    second = new SoftField(stage.space());
    boolean named = !stage.scene().hues().isEmpty();
    firstColour =
        named ? Rgb.of(stage.scene().hues().getFirst().rgb()) : new Rgb(0.62f, 0.20f, 0.52f);
    secondColour =
        named ? firstColour.mix(new Rgb(0.2f, 0.4f, 1), 0.6f) : new Rgb(0.14f, 0.36f, 0.72f);
    offset = stage.offset("nebula") * 5;
    tilt = stage.random("nebula").nextBoolean() ? 0.5f : -0.5f;
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    first.fill(crew, (px, py) -> gas(frame, px, py, 0));
    second.fill(crew, (px, py) -> gas(frame, px, py, 170));
  }

  private float gas(Frame frame, float px, float py, float shift) {
    float x = frame.unitX(px, DEPTH);
    float y = frame.unitY(py, DEPTH) - frame.space().bottom() * 0.5f;
    float t = frame.seconds();
    // thickest along a band across the picture, as a galaxy seen from within
    float aside = (y - x * tilt * 0.6f - shift * 0.35f + 30) / 210;
    float band = Curves.fall(aside * aside * 1.1f);
    float u = x * 0.30f + offset + shift;
    float v = y * 0.30f + shift;
    float bend = Tile.SOFT.at(u * 0.7f + t * 0.9f, v * 0.7f) - 0.5f;
    float fold = Tile.SOFT.at(u + bend * 84 - t * 1.3f, v + bend * 62 + t * 0.7f);
    float dust = Tile.THREADS.at(u * 0.9f + bend * 40 + 200, v * 0.9f);
    float dense = Curves.smooth(0.34f, 0.86f, fold * 0.8f + 0.2f * band);
    return band * dense * dense * (1 - 0.55f * Curves.smooth(0.5f, 0.9f, dust));
  }

  @Override
  public void paint(Row row) {
    float[] a = row.scratch(0);
    float[] b = row.scratch(1);
    first.row(row, a);
    second.row(row, b);
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    for (int x = row.from(), i = row.base() + x; x <= row.to(); x++, i++) {
      float core = a[x] * a[x] * 0.5f;
      red[i] = 0.004f + firstColour.red() * a[x] + secondColour.red() * b[x] + core;
      green[i] = 0.006f + firstColour.green() * a[x] + secondColour.green() * b[x] + core * 0.7f;
      blue[i] = 0.016f + firstColour.blue() * a[x] + secondColour.blue() * b[x] + core * 0.9f;
    }
  }
}
