package dev.afterglow.tasks;

/**
 * The film that another one begins with: the new one goes on from its last frame, and both are
 * joined.
 *
 * @param taskId the task that has the film
 * @param seconds how long that film is; beyond what one task can order, where it was extended
 *     itself
 */
public record Beginning(String taskId, int seconds) {
  /** The longest film that is made by extending others, in seconds, as OpenAI's was. */
  public static final int LONGEST_FILM_SECONDS = 120;

  public Beginning {
    if (seconds < 1 || seconds >= LONGEST_FILM_SECONDS) {
      throw new IllegalArgumentException("seconds: " + seconds + " (expected: 1 to 119)");
    }
  }
}
