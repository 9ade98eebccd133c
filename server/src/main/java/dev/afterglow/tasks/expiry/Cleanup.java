package dev.afterglow.tasks.expiry;

import dev.afterglow.films.FilmStore;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.pictures.ReferencePictureStore;
import java.io.IOException;

/**
 * Deletes the files that an ended task needs no more. Nothing here decides anything: what a crash
 * leaves is swept at the next start.
 */
public final class Cleanup {
  private static final System.Logger LOG = System.getLogger(Cleanup.class.getName());

  private final FilmStore films;
  private final ReferencePictureStore pictures;

  public Cleanup(FilmStore films, ReferencePictureStore pictures) {
    this.films = films;
    this.pictures = pictures;
  }

  /** After a task has ended. */
  public void after(Task task) {
    try {
      if (task.picture().isPresent()) {
        pictures.delete(task.id());
      }
      if (!(task.state() instanceof TaskState.Completed)) {
        films.delete(task.id());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the files of " + task.id() + " stay for now", e);
    }
  }
}
