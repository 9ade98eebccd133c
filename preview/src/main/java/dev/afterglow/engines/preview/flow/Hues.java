package dev.afterglow.engines.preview.flow;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.ArrayList;
import java.util.List;

/** The colours of a film of light, as a ring that can be read at any point. */
record Hues(List<Rgb> ring) {
  static Hues of(Scene scene) {
    List<Rgb> ring = new ArrayList<>();
    for (Hue hue : scene.hues()) {
      ring.add(luminous(Rgb.of(hue.rgb())));
    }
    for (int rgb : scene.palette().rgb()) {
      ring.add(luminous(Rgb.of(rgb)));
    }
    return new Hues(List.copyOf(ring));
  }

  /** As the colour of a light: its hue kept, its grey taken out, of one brightness with others. */
  private static Rgb luminous(Rgb colour) {
    float least = Math.min(colour.red(), Math.min(colour.green(), colour.blue()));
    Rgb pure =
        new Rgb(
            colour.red() - least * 0.6f,
            colour.green() - least * 0.6f,
            colour.blue() - least * 0.6f);
    float most = Math.max(pure.red(), Math.max(pure.green(), pure.blue()));
    return pure.times(1 / Math.max(0.12f, most)).mix(Rgb.WHITE, 0.06f);
  }

  /** The colour at a point of the ring; whole numbers are the colours themselves. */
  Rgb at(float point) {
    int floor = (int) Math.floor(point);
    Rgb first = ring.get(Math.floorMod(floor, ring.size()));
    Rgb second = ring.get(Math.floorMod(floor + 1, ring.size()));
    return first.mix(second, Curves.smooth(0, 1, point - floor));
  }
}
