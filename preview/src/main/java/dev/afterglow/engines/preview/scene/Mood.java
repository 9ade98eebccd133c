package dev.afterglow.engines.preview.scene;

/** The feeling of a film, which tints its palette and its sound. */
public enum Mood {
  NEUTRAL,
  CALM,
  JOYFUL,
  EPIC,
  MYSTERIOUS,
  ROMANTIC,
  MELANCHOLY,
  DARK,
  ENERGETIC
}
