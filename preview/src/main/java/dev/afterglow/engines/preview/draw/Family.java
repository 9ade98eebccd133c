package dev.afterglow.engines.preview.draw;

import dev.afterglow.engines.preview.scene.Scene;

/** One kind of thing that films show: a place, or something that may appear in many places. */
public interface Family {
  /** Whether this scene shows it. */
  boolean appears(Scene scene);

  /**
   * Adds its layers to a stage, baking what does not move.
   *
   * @throws InterruptedException if the film is no longer wanted
   */
  void build(Stage stage) throws InterruptedException;
}
