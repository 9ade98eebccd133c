package dev.afterglow.admin.doctor;

import dev.afterglow.films.Inventory;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is kept outside the database. Looking at it changes nothing. */
public interface StoredFiles {
  /** The films and stills. */
  Inventory films() throws IOException;

  /** The lengths of the files of batches, by their ids. */
  Map<String, Long> batchFiles() throws IOException;

  /** What nobody put there, or nobody takes away again; films have a look of their own. */
  List<Finding> strays() throws IOException;

  /** Deletes a film and its stills. Repeatable. */
  void deleteFilm(String taskId) throws IOException;

  /**
   * Deletes what is left of a file that was being written. Repeatable.
   *
   * @param path as a finding names it, from the data directory
   */
  void deleteDraft(String path) throws IOException;

  /** Throws away what is left of an upload in pieces. Repeatable. */
  void abandon(String upload) throws IOException;
}
