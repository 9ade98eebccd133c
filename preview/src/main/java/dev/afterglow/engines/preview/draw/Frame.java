package dev.afterglow.engines.preview.draw;

/**
 * One moment of a film: its time, and where the camera puts things. A depth says how strongly a
 * thing follows the camera: 0 the sky, 1 the main subject, above 2 what almost touches the lens.
 */
public final class Frame {
  private final Space space;
  private final Camera.Pose pose;
  private final float pivot;
  private final float progress;
  private final float seconds;
  private final float flash;

  /**
   * A moment.
   *
   * @param progress 0 at the first picture, 1 at the last
   * @param seconds time in the scene, which a slow or fast film stretches
   * @param flash light of a stroke of lightning, 0 to about 1
   */
  public Frame(Space space, Camera camera, float progress, float seconds, float flash) {
    this.space = space;
    this.pose = camera.pose(progress);
    this.pivot = camera.pivot();
    this.progress = progress;
    this.seconds = seconds;
    this.flash = flash;
  }

  /** The size of the picture. */
  public Space space() {
    return space;
  }

  /** How much of the film has passed, 0 to 1. */
  public float progress() {
    return progress;
  }

  /** Seconds that have passed in the scene. */
  public float seconds() {
    return seconds;
  }

  /** Light of a stroke of lightning, 0 to about 1. */
  public float flash() {
    return flash;
  }

  /** How much larger than at rest things of this depth appear. */
  public float zoom(float depth) {
    return 1 + (pose.zoom() - 1) * depth;
  }

  /** Pixels by which things of this depth have moved to the left. */
  float shiftX(float depth) {
    return pose.x() * (depth - pivot) * space.scale();
  }

  /** Pixels by which things of this depth have moved up. */
  float shiftY(float depth) {
    return pose.y() * (depth - pivot) * space.scale();
  }

  /** The x in units of what is seen in this column at this depth. */
  public float unitX(float pixelX, float depth) {
    return ((pixelX - space.width() * 0.5f) / zoom(depth) + shiftX(depth)) / space.scale();
  }

  /** The y in units of what is seen in this row at this depth. */
  public float unitY(float pixelY, float depth) {
    float middle = space.height() * 0.5f;
    return ((pixelY - middle) / zoom(depth) + middle + shiftY(depth)) / space.scale();
  }

  /** Units from one column to the next at this depth. */
  public float unitStep(float depth) {
    return 1 / (zoom(depth) * space.scale());
  }

  /** The column in which something at this x and depth is seen. */
  public float pixelX(float unitX, float depth) {
    return (unitX * space.scale() - shiftX(depth)) * zoom(depth) + space.width() * 0.5f;
  }

  /** The row in which something at this y and depth is seen. */
  public float pixelY(float unitY, float depth) {
    float middle = space.height() * 0.5f;
    return (unitY * space.scale() - shiftY(depth) - middle) * zoom(depth) + middle;
  }
}
