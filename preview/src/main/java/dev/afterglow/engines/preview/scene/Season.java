package dev.afterglow.engines.preview.scene;

/** The season, which colours trees, grass and light. */
public enum Season {
  SPRING,
  SUMMER,
  AUTUMN,
  WINTER
}
