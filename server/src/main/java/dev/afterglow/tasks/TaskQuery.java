package dev.afterglow.tasks;

import dev.afterglow.engines.Model;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which of an owner's tasks to list, and from where on.
 *
 * @param stages only tasks in one of these; empty for all
 * @param from only tasks accepted at this moment or later
 * @param until only tasks accepted before this moment
 * @param after the id of the last task of the page before
 * @param newestFirst the order by time of acceptance
 * @param limit tasks per page, 1 to {@value #LARGEST_PAGE}
 */
public record TaskQuery(
    Set<DisplayStatus> stages,
    Optional<Model> model,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<String> after,
    boolean newestFirst,
    int limit) {
  /** The most tasks that one page holds. */
  public static final int LARGEST_PAGE = 100;

  public TaskQuery {
    stages = Set.copyOf(stages);
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new IllegalArgumentException(
          "limit: " + limit + " (expected: 1 to " + LARGEST_PAGE + ")");
    }
    if (after.isPresent() && !TaskIds.wellFormed(after.get())) {
      throw new IllegalArgumentException("after: not a task id");
    }
  }

  /** The newest tasks of every kind. */
  public static TaskQuery newest(int limit) {
    return new TaskQuery(
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        limit);
  }
}
