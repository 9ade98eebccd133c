package dev.afterglow.tasks.pictures;

import dev.afterglow.engines.Picture;
import dev.afterglow.films.Film;
import dev.afterglow.tasks.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What unfinished tasks start from: reference pictures, so that a restart needs no second fetch,
 * and films that others go on from. All that one owner keeps is bounded.
 */
public interface ReferencePictureStore {
  /** What is kept for a task. */
  sealed interface Kept {
    /** Its picture. */
    record Here(Picture picture) implements Kept {}

    /** Nothing, for it was asked for without one. */
    record None() implements Kept {}

    /** Nothing, though it was asked for with one. */
    record Gone() implements Kept {}
  }

  /** What became of a picture that was to be kept. Everything but {@link Done} left no file. */
  sealed interface Keeping {
    /** It is here, and safe. */
    record Done() implements Keeping {}

    /**
     * It is more than its owner may still keep.
     *
     * @param leftBytes what would still fit
     * @param mostBytes what all pictures of one owner may take together
     */
    record OverQuota(long leftBytes, long mostBytes) implements Keeping {}

    /** The disk is nearly full. */
    record NoSpace() implements Keeping {}
  }

  /**
   * Keeps a picture for a task that is about to be accepted.
   *
   * @throws IOException if the disk refuses; no file is left and nothing counts then
   */
  Keeping keep(String ownerId, String taskId, Picture picture) throws IOException;

  /**
   * Keeps a copy of a film for a task that is about to be accepted, and that goes on from it.
   *
   * @throws IOException if the disk refuses; no file is left and nothing counts then
   */
  Keeping keep(String ownerId, String taskId, Film film) throws IOException;

  /**
   * The film that a task goes on from, as a file of this machine; empty if none is kept for it. It
   * is deleted with what is kept.
   */
  Optional<Path> film(String taskId) throws IOException;

  /**
   * Counts what earlier processes and other nodes have kept for these tasks, and no longer what
   * they have deleted. Repeatable.
   *
   * @param ownersOfTasks the owner of each unfinished task that may have a picture, by its id
   */
  void count(Map<String, String> ownersOfTasks) throws IOException;

  /** The picture of a task. */
  Kept of(Task task) throws IOException;

  /**
   * Deletes one of these {@link #names}, or all that is kept for a task by the task's id.
   * Repeatable.
   */
  void delete(String name) throws IOException;

  /** The names of all that is here: of tasks' files, and of what a crash left of others. */
  Set<String> names() throws IOException;

  /** The names that a task's files may have. */
  Set<String> namesOf(String taskId);

  /** Whether other processes may add and delete pictures at this moment. */
  boolean isShared();
}
