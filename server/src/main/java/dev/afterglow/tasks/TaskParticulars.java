package dev.afterglow.tasks;

import java.util.Optional;

/**
 * What a task's owner may want to see of it and nobody else needs, so that it is not part of a task
 * in memory.
 *
 * @param prompt the film in words
 * @param madeFrom the id of the task whose film this one is a new version of
 * @param beginning the film that its film goes on from
 */
public record TaskParticulars(
    String prompt, Optional<String> madeFrom, Optional<Beginning> beginning) {
  /** How much of the finished film is another's, in seconds; 0 for most. */
  public int secondsBefore() {
    return beginning.map(Beginning::seconds).orElse(0);
  }
}
