package dev.afterglow.remote;

import dev.afterglow.engines.Engine.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Films that lie on this machine until they are fetched. */
public final class LocalFilm {
  private static final Duration FETCH_PAUSE = Duration.ofSeconds(5);

  private LocalFilm() {}

  /** Copies a film to where it is wanted; nothing is left there if that fails. */
  public static Fetched copy(Path film, Path target) {
    try {
      Files.copy(film, target);
      return new Fetched.Saved();
    } catch (IOException e) {
      deleteQuietly(target);
      return new Fetched.Again(String.valueOf(e), FETCH_PAUSE);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // the caller's folder is swept
    }
  }
}
