package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Rgb;

/** A place on the ground as the eye meets it; reused for all pixels of a column. */
public final class Spot {
  float x;
  float z;
  float height;
  float detail;
  float up;
  float red;
  float green;
  float blue;
  float shine;

  /** Metres to the right of the camera. */
  public float x() {
    return x;
  }

  /** Metres in front of the camera. */
  public float z() {
    return z;
  }

  /** Metres above the water line. */
  public float height() {
    return height;
  }

  /** The size in metres of the smallest thing that can be seen here. */
  public float detail() {
    return detail;
  }

  /**
   * The smallest bump worth painting here: a power of two metres, so that texture keeps its place
   * from one distance to the next.
   */
  public float grain() {
    return Math.scalb(1f, Math.getExponent(Math.max(detail, 0.06f)) + 1);
  }

  /** 1 where the ground is level, 0 where it is a wall. */
  public float up() {
    return up;
  }

  /** Sets the colour of the surface, before light falls on it. */
  public void colour(float r, float g, float b) {
    red = r;
    green = g;
    blue = b;
  }

  /** Moves the colour toward another one. */
  public void mix(float r, float g, float b, float part) {
    red += (r - red) * part;
    green += (g - green) * part;
    blue += (b - blue) * part;
  }

  /** Brightens or darkens the colour. */
  public void times(float factor) {
    red *= factor;
    green *= factor;
    blue *= factor;
  }

  /** Tints the colour. */
  public void filter(Rgb tint) {
    red *= tint.red();
    green *= tint.green();
    blue *= tint.blue();
  }

  /** How much light passes through from behind, as through grass and leaves: 0 to 1. */
  public void shine(float amount) {
    shine = amount;
  }
}
