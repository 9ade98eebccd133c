package dev.afterglow.media.finishing;

import java.nio.file.Path;

/** What became of an order for a film. */
public sealed interface FinishOutcome permits FinishOutcome.Finished, Unfinished {
  /**
   * The film is at its target.
   *
   * @param thumbnail a WebP beside the target
   * @param spritesheet a JPEG beside the target
   */
  record Finished(FilmFacts facts, Path thumbnail, Path spritesheet) implements FinishOutcome {}
}
