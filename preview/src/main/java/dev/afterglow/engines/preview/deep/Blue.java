package dev.afterglow.engines.preview.deep;

import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;

/**
 * The colour of the water: near the surface, in the distance, far down, and the light that falls
 * in.
 */
record Blue(Rgb surface, Rgb distance, Rgb bottom, Rgb light) {
  static Blue of(Stage stage) {
    Rgb sun = stage.light().key();
    float bright = 0.22f + 0.78f * (1 - stage.light().night());
    return new Blue(
        new Rgb(0.30f, 0.74f, 0.86f).times(bright),
        new Rgb(0.035f, 0.30f, 0.50f).times(bright),
        new Rgb(0.010f, 0.085f, 0.20f).times(bright),
        new Rgb(0.80f, 0.96f, 0.92f).mix(sun, 0.25f).times(bright));
  }

  /** A colour seen through this much water, 0 to 1: red goes first. */
  Rgb through(Rgb colour, float water) {
    Rgb filtered =
        new Rgb(
            colour.red() * (1 - 0.85f * water),
            colour.green() * (1 - 0.35f * water),
            colour.blue() * (1 - 0.15f * water));
    return filtered.mix(distance, water);
  }
}
