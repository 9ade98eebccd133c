package dev.afterglow.engines.preview.draw;

import dev.afterglow.engines.preview.scene.CameraMove;

/**
 * How the camera travels through a film: the pose at its start, at its end, and how far it ever
 * reaches, so that nothing is baked narrower than it will be seen.
 */
public final class Camera {
  /**
   * Where the camera is.
   *
   * @param x units to the right, as things at depth 1 feel it
   * @param y units down, as things at depth 1 feel it
   * @param zoom at depth 1, at least 1
   */
  record Pose(float x, float y, float zoom) {
    Pose mix(Pose other, float part) {
      return new Pose(
          Curves.mix(x, other.x, part),
          Curves.mix(y, other.y, part),
          Curves.mix(zoom, other.zoom, part));
    }
  }

  private final Pose start;
  private final Pose end;

  /** The depth that does not move when the camera does: 0 the sky, 1 the main subject. */
  private final float pivot;

  private Camera(Pose start, Pose end, float pivot) {
    this.start = start;
    this.end = end;
    this.pivot = pivot;
  }

  /** The camera of a move; longer films travel farther, but not in proportion. */
  public static Camera of(CameraMove move, int seconds) {
    float far = (float) Math.min(1.7, Math.sqrt(seconds / 4.0));
    return switch (move) {
      case STILL -> still();
      case DRIFT -> travel(new Pose(-14, 4, 1.004f), new Pose(14, -4, 1 + 0.045f * far), 0);
      case PAN_LEFT -> travel(new Pose(62 * far, 0, 1.02f), new Pose(-62 * far, 0, 1.02f), 0);
      case PAN_RIGHT -> travel(new Pose(-62 * far, 0, 1.02f), new Pose(62 * far, 0, 1.02f), 0);
      case TILT_UP -> travel(new Pose(-4, 34 * far, 1.03f), new Pose(4, -34 * far, 1.03f), 0);
      case TILT_DOWN -> travel(new Pose(-4, -34 * far, 1.03f), new Pose(4, 34 * far, 1.03f), 0);
      case PUSH_IN -> travel(new Pose(0, 6, 1), new Pose(0, -4, 1 + 0.16f * far), 0);
      case PULL_OUT -> travel(new Pose(0, -4, 1 + 0.16f * far), new Pose(0, 6, 1), 0);
      case ORBIT -> travel(new Pose(-70 * far, 3, 1.03f), new Pose(70 * far, -3, 1.05f), 1);
      case FLY -> travel(new Pose(-26, 24, 1), new Pose(26, -20, 1 + 0.20f * far), 0);
    };
  }

  /** A camera on its stand. */
  public static Camera still() {
    return travel(new Pose(0, 0, 1), new Pose(0, 0, 1), 0);
  }

  private static Camera travel(Pose start, Pose end, float pivot) {
    return new Camera(start, end, pivot);
  }

  Pose pose(float progress) {
    float eased = Curves.mix(progress, Curves.smooth(0, 1, progress), 0.7f);
    return start.mix(end, eased);
  }

  float pivot() {
    return pivot;
  }

  /** The most units that things of this depth ever move sideways. */
  float reachX(float depth) {
    return Math.max(Math.abs(start.x()), Math.abs(end.x())) * Math.abs(depth - pivot);
  }

  /** The most units that things of this depth ever move up or down. */
  float reachY(float depth) {
    return Math.max(Math.abs(start.y()), Math.abs(end.y())) * Math.abs(depth - pivot);
  }
}
