package dev.afterglow.engines;

/** How a film is held: wider than high, or higher than wide. */
public enum Orientation {
  LANDSCAPE,
  PORTRAIT
}
