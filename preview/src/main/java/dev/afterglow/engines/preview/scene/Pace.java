package dev.afterglow.engines.preview.scene;

/** How fast the film's time runs. */
public enum Pace {
  SLOW_MOTION(0.4),
  NATURAL(1),
  TIME_LAPSE(6);

  private final double speed;

  Pace(double speed) {
    this.speed = speed;
  }

  /** Seconds of the scene that pass in one second of film. */
  public double speed() {
    return speed;
  }
}
