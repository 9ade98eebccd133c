package dev.afterglow.engines.preview.scene;

/** What falls or drifts through a film. */
public enum Weather {
  CLEAR,
  CLOUDY,
  WINDY,
  FOG,
  RAIN,
  /** Rain with lightning and thunder. */
  STORM,
  SNOW;

  /** Whether rain falls. */
  public boolean rains() {
    return this == RAIN || this == STORM;
  }

  /** Whether rain or snow falls. */
  public boolean falls() {
    return rains() || this == SNOW;
  }
}
