package dev.afterglow.engines.preview.scene;

import java.util.List;

/**
 * The colours a film is tuned to, most important first.
 *
 * @param rgb three to five sRGB colours as 0xRRGGBB
 */
public record Palette(List<Integer> rgb) {
  public Palette {
    rgb = List.copyOf(rgb);
    if (rgb.size() < 3 || rgb.size() > 5) {
      throw new IllegalArgumentException("colours: " + rgb.size() + " (expected: 3 to 5)");
    }
    for (int colour : rgb) {
      if (colour >>> 24 != 0) {
        throw new IllegalArgumentException("colour: " + colour + " (expected: 0xRRGGBB)");
      }
    }
  }

  /** The colour at a place counted from 0, going round past the last. */
  public int at(int index) {
    return rgb.get(Math.floorMod(index, rgb.size()));
  }
}
