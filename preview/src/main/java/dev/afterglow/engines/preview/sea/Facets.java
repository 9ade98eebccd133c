package dev.afterglow.engines.preview.sea;

/**
 * Small pieces of water that lie at one distance, side by side, on their way to a colour. Each
 * number has an array of its own, so that the processor works on many pieces at once. Belongs to
 * one thread.
 */
final class Facets {
  int count;

  /** Metres from the eye along the water, the same for all. */
  float z;

  /** Metres of the eye above the water. */
  float eye;

  /** Metres to the right of the eye. */
  final float[] x;

  /** Metres above the water at rest. */
  final float[] height;

  /** What the fine waves add to the height. */
  final float[] lift;

  /** Slopes to the right and away from the eye. */
  final float[] slopeX;

  final float[] slopeZ;

  /** How much light shines through, 0 to 1. */
  final float[] thin;

  final float[] red;
  final float[] green;
  final float[] blue;

  /** What {@link Reflection#roughen} found for this distance. */
  float soft;

  float matt;
  float sharp;
  float spark;
  float sky;

  /** Scratch of {@link Reflection#shade}. */
  final float[] viewX;

  final float[] viewY;
  final float[] viewZ;
  final float[] towardX;
  final float[] towardY;
  final float[] towardZ;
  final float[] mirrored;
  final float[] glow;
  final float[] glitter;
  final float[] skyRed;
  final float[] skyGreen;
  final float[] skyBlue;

  /** Room for so many pieces. */
  Facets(int most) {
    x = new float[most];
    height = new float[most];
    lift = new float[most];
    slopeX = new float[most];
    slopeZ = new float[most];
    thin = new float[most];
    red = new float[most];
    green = new float[most];
    blue = new float[most];
    viewX = new float[most];
    viewY = new float[most];
    viewZ = new float[most];
    towardX = new float[most];
    towardY = new float[most];
    towardZ = new float[most];
    mirrored = new float[most];
    glow = new float[most];
    glitter = new float[most];
    skyRed = new float[most];
    skyGreen = new float[most];
    skyBlue = new float[most];
  }
}
