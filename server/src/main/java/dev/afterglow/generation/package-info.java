/**
 * The one way from a request for a film to a task, below all dialects. {@link
 * dev.afterglow.generation.GenerationService} asks everything in one order that no dialect can
 * forget.
 */
@NullMarked
package dev.afterglow.generation;

import org.jspecify.annotations.NullMarked;
