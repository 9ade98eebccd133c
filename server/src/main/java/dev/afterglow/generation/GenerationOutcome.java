package dev.afterglow.generation;

import dev.afterglow.engines.Model;
import dev.afterglow.images.ImageOutcome;
import dev.afterglow.tasks.Submitted;

/** What became of a request for a film. Only an accepted one has left anything behind. */
public sealed interface GenerationOutcome {
  /** The key may not use this model. */
  record ModelNotAllowed(Model model) implements GenerationOutcome {}

  /** The film cannot begin with this picture. */
  record ImageRefused(ImageOutcome.Fault fault) implements GenerationOutcome {}

  /** The picture does not have the film's size, which it was to have. */
  record ImageMismatch(int width, int height) implements GenerationOutcome {}

  /** A task, or why there is none. */
  record Decided(Submitted submitted) implements GenerationOutcome {}
}
