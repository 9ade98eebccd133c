package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.preview.scene.CameraMove;

/**
 * How the camera moves through a photograph: always from rest, so that the first frame is the
 * picture, and never so far aside that its zoom would not cover the rim.
 *
 * @param zoom how much larger near things are at the end
 * @param x pixels, as a part of the width, that near things have moved by the end
 * @param y the same, of the height
 */
record Travel(float zoom, float x, float y) {
  static Travel of(CameraMove move, int seconds, boolean leftFirst) {
    float far = (float) Math.min(1.5, Math.sqrt(seconds / 4.0));
    float side = leftFirst ? -1 : 1;
    return switch (move) {
      case STILL -> new Travel(0.05f, 0.006f * side, 0);
      case DRIFT -> new Travel(0.085f * far, 0.020f * side, -0.006f);
      case PAN_LEFT -> new Travel(0.10f * far, 0.030f, 0);
      case PAN_RIGHT -> new Travel(0.10f * far, -0.030f, 0);
      case TILT_UP -> new Travel(0.10f * far, 0, 0.030f);
      case TILT_DOWN -> new Travel(0.10f * far, 0, -0.030f);
      case PUSH_IN -> new Travel(0.17f * far, 0, 0);
      case PULL_OUT -> new Travel(0.05f * far, 0, 0.010f);
      case ORBIT -> new Travel(0.11f * far, 0.034f * side, 0);
      case FLY -> new Travel(0.15f * far, 0.012f * side, 0.012f);
    };
  }
}
