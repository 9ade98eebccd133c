package dev.afterglow.tasks.pictures;

import dev.afterglow.engines.Picture;
import dev.afterglow.tasks.Task;
import java.io.IOException;
import java.util.Set;

/**
 * The reference pictures of unfinished tasks, so that a restart needs no second fetch. All that one
 * owner keeps is bounded.
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

  /** Counts a picture that an earlier process kept for a task of this owner. Repeatable. */
  void count(String ownerId, String taskId) throws IOException;

  /** The picture of a task. */
  Kept of(Task task) throws IOException;

  /** Deletes one of these {@link #names}, such as a task's picture by the task's id. Repeatable. */
  void delete(String name) throws IOException;

  /** The names of all that is here: task ids, and what a crash left of pictures being written. */
  Set<String> names() throws IOException;
}
