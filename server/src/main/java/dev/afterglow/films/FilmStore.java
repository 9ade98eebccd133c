package dev.afterglow.films;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finished films and their still pictures. What can be opened is always whole.
 *
 * <p>Stills are kept before their film and deleted before it, so that a film that can be opened has
 * the stills it will ever have, and nothing outlives its film for long: a crash between two steps
 * leaves something that repeating {@link #keep} or {@link #delete} puts right. Every method that
 * takes a task id throws {@link IllegalArgumentException} for text that is not one.
 */
public interface FilmStore {
  /**
   * A fresh path on this machine for writing a task's film, different at every call; no file is
   * there yet. What else is written in its folder under a name that begins with its own is staged
   * too.
   */
  Path stage(String taskId);

  /**
   * Makes a staged file one of the task's, durably and in one step. A film that is kept already
   * stays, and the staged one is thrown away: whoever comes second, be it another node that does
   * not know yet that it has lost the task, changes nothing. A still is replaced.
   *
   * @return the length in bytes of what is kept now, at least 1
   * @throws dev.afterglow.objects.StoreUnavailable if the store does not work at present; the
   *     staged file is still there
   * @throws IOException if the staged file is missing or empty, or the store refuses
   */
  long keep(String taskId, Variant variant, Path staged) throws IOException;

  /** Makes a staged file the task's film. */
  default long keep(String taskId, Path staged) throws IOException {
    return keep(taskId, Variant.VIDEO, staged);
  }

  /** Opens what is kept of a task; empty if there is none of that. The caller closes it. */
  Optional<Film> open(String taskId, Variant variant) throws IOException;

  /** Opens a task's film; empty if there is none. The caller closes it. */
  default Optional<Film> open(String taskId) throws IOException {
    return open(taskId, Variant.VIDEO);
  }

  /** The length of a task's film in bytes, empty if there is none. */
  OptionalLong bytes(String taskId) throws IOException;

  /** Deletes a task's film and its stills, whichever there are. Repeatable. */
  void delete(String taskId) throws IOException;

  /** Deletes a staged file that will not be kept, if it exists. */
  void discard(Path staged) throws IOException;

  /** The bytes that can still be staged on this machine, as far as is known. */
  long usableBytes() throws IOException;

  /**
   * An address under which anybody reads the film for a while, past this server; empty where films
   * are served by this server alone.
   *
   * @param life at least a second
   * @param disposition the value of {@code Content-Disposition}
   */
  default Optional<URI> directLink(String taskId, Duration life, String disposition) {
    return Optional.empty();
  }
}
