package dev.afterglow.engines.preview.land;

/** A landscape: how high the ground is anywhere, and what covers it. In metres. */
public interface Ground {
  /**
   * The height above the water line.
   *
   * @param x metres to the right of the camera
   * @param z metres in front of the camera
   * @param detail the size of the smallest bump that can be seen from there
   */
  float height(float x, float z, float detail);

  /** Sets the spot's colour, unlit, from its place, height and slope. */
  void cover(Spot spot);
}
