package dev.afterglow.tasks;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list of tasks.
 *
 * @param next the id to pass as {@link TaskQuery#after()} for the next page; empty on the last one
 */
public record TaskPage(List<Task> tasks, Optional<String> next) {
  public TaskPage {
    tasks = List.copyOf(tasks);
  }
}
