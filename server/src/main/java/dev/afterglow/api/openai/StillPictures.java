package dev.afterglow.api.openai;

import dev.afterglow.films.Film;
import dev.afterglow.films.FilmStore;
import dev.afterglow.films.Variant;
import dev.afterglow.media.finishing.FilmFinisher;
import dev.afterglow.media.finishing.FinishOutcome;
import dev.afterglow.media.finishing.ProgressListener;
import dev.afterglow.media.finishing.TargetFormat;
import dev.afterglow.media.finishing.Unfinished;
import dev.afterglow.tasks.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Films and the still pictures that go with them. The stills of a film that came without any are
 * made when somebody first asks for one.
 */
public final class StillPictures {
  private static final System.Logger LOG = System.getLogger(StillPictures.class.getName());

  private final FilmStore films;
  private final Optional<FilmFinisher> finisher;

  /**
   * @param finisher empty if nothing can be made of films on this machine
   */
  public StillPictures(FilmStore films, Optional<FilmFinisher> finisher) {
    this.films = films;
    this.finisher = finisher;
  }

  /**
   * Opens what is kept of a finished task; empty if there is none and none can be made.
   *
   * @param seconds how long its film is
   */
  public Optional<Film> open(Task task, int seconds, Variant variant)
      throws IOException, InterruptedException {
    Optional<Film> kept = films.open(task.id(), variant);
    if (kept.isPresent() || variant == Variant.VIDEO || finisher.isEmpty()) {
      return kept;
    }
    make(task, seconds, finisher.get());
    return films.open(task.id(), variant);
  }

  /** Whether films can be joined here. */
  public boolean canJoin() {
    return finisher.isPresent();
  }

  private void make(Task task, int seconds, FilmFinisher made)
      throws IOException, InterruptedException {
    Path source = films.stage(task.id());
    Path target = films.stage(task.id());
    try {
      if (copied(task, source)) {
        TargetFormat format =
            TargetFormat.of(task.format().width(), task.format().height(), seconds)
                .withOwnMetadata();
        switch (made.finish(List.of(source), format, target, ProgressListener.NONE)) {
          case FinishOutcome.Finished(_, Path thumbnail, Path spritesheet) ->
              keep(task, thumbnail, spritesheet);
          case Unfinished why ->
              LOG.log(System.Logger.Level.WARNING, "no stills of {0}: {1}", task.id(), why);
        }
      }
    } finally {
      films.discard(source);
      films.discard(target);
    }
  }

  private boolean copied(Task task, Path to) throws IOException {
    Optional<Film> film = films.open(task.id());
    if (film.isEmpty()) {
      return false;
    }
    try (Film open = film.get();
        OutputStream out = Files.newOutputStream(to)) {
      open.copy(0, open.bytes(), out);
    }
    return true;
  }

  /** A film that was deleted meanwhile takes its stills along. */
  private void keep(Task task, Path thumbnail, Path spritesheet) throws IOException {
    films.keep(task.id(), Variant.THUMBNAIL, thumbnail);
    films.keep(task.id(), Variant.SPRITESHEET, spritesheet);
    if (films.bytes(task.id()).isEmpty()) {
      films.delete(task.id());
    }
  }
}
