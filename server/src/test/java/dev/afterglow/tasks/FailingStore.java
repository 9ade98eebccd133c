package dev.afterglow.tasks;

import dev.afterglow.films.Film;
import dev.afterglow.films.FilmStore;
import dev.afterglow.films.Variant;
import dev.afterglow.objects.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A store of films that can be out of reach; what is staged lies on this machine all the same. */
final class FailingStore implements FilmStore {
  private final FilmStore films;
  boolean down;
  int refused;

  FailingStore(FilmStore films) {
    this.films = films;
  }

  private void reach() throws StoreUnavailable {
    if (down) {
      refused++;
      throw new StoreUnavailable("503 SlowDown");
    }
  }

  @Override
  public Path stage(String taskId) {
    return films.stage(taskId);
  }

  @Override
  public long keep(String taskId, Variant variant, Path staged) throws IOException {
    reach();
    return films.keep(taskId, variant, staged);
  }

  @Override
  public Optional<Film> open(String taskId, Variant variant) throws IOException {
    reach();
    return films.open(taskId, variant);
  }

  @Override
  public OptionalLong bytes(String taskId) throws IOException {
    reach();
    return films.bytes(taskId);
  }

  @Override
  public void delete(String taskId) throws IOException {
    reach();
    films.delete(taskId);
  }

  @Override
  public void discard(Path staged) throws IOException {
    films.discard(staged);
  }

  @Override
  public long usableBytes() throws IOException {
    return films.usableBytes();
  }
}
