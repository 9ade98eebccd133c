package dev.afterglow.engines.preview.figures;

import dev.afterglow.engines.preview.draw.Rgb;

/**
 * How a figure is shown. All in pixels of the picture; the figure's own forward is to the right.
 *
 * @param x where its middle is
 * @param y where its middle is
 * @param width how wide it is when seen from the side; negative looks to the left
 * @param turn how wide it seems beside that, 0 edge-on to 1
 * @param tilt radians it is turned clockwise, as seen
 * @param bend how far its tail swings, as part of its width; 0 for stiff things
 * @param phase where in its swing it is, in radians
 * @param light factor on its colours
 * @param veil the colour that lies between it and the eye
 * @param veiled how much of that, 0 to 1
 * @param alpha how solid it is
 */
public record Pose(
    float x,
    float y,
    float width,
    float turn,
    float tilt,
    float bend,
    float phase,
    Rgb light,
    Rgb veil,
    float veiled,
    float alpha) {

  /** A stiff figure, upright and solid. */
  public static Pose still(float x, float y, float width, Rgb light, Rgb veil, float veiled) {
    return new Pose(x, y, width, 1, 0, 0, 0, light, veil, veiled, 1);
  }

  /** The same, turned by so many radians. */
  public Pose tilted(float radians) {
    return new Pose(x, y, width, turn, radians, bend, phase, light, veil, veiled, alpha);
  }
}
