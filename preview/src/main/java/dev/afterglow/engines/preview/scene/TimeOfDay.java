package dev.afterglow.engines.preview.scene;

/** The light of a film. */
public enum TimeOfDay {
  DAWN,
  DAY,
  /** The sun low and warm, shortly before or while it sets. */
  SUNSET,
  /** After sunset: the blue hour. */
  DUSK,
  NIGHT
}
