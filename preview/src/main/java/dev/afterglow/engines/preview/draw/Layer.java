package dev.afterglow.engines.preview.draw;

/** A part of the picture that lies over what is behind it. Painted by many threads at once. */
public interface Layer {
  /**
   * Prepares a frame, before any row of it is painted: moving fields, places of particles. Called
   * by one thread, which may put the crew to work.
   */
  default void ready(Frame frame, Crew crew) throws InterruptedException {}

  /** Paints its part of a row, and nothing outside of it. */
  void paint(Row row);

  /**
   * Tells which columns of a row this layer hides wholly, so that nothing behind is painted there.
   * The span arrives empty, and stays so where nothing is hidden.
   */
  default void hides(Frame frame, int y, Span span) {}

  /** Whether painting reads rows of the canvas other than its own, as a mirror does. */
  default boolean mirrors() {
    return false;
  }
}
