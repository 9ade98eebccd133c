package dev.afterglow.client;

import java.net.URI;
import java.util.Optional;

/**
 * How a film is coming along, as the server tells it.
 *
 * @param percent 0 to 100
 * @param estimatedSeconds from submission to the film, as the server guesses; 0 if it does not
 * @param film where the film is, once it is made
 * @param error why there will be no film, for people
 */
public record FilmTask(
    String id,
    Status status,
    int percent,
    int estimatedSeconds,
    Optional<URI> film,
    Optional<String> error) {
  /** The five states of the API. */
  public enum Status {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Whether nothing more will come. */
    public boolean ended() {
      return switch (this) {
        case PENDING, PROCESSING -> false;
        case COMPLETED, FAILED, CANCELLED -> true;
      };
    }
  }
}
