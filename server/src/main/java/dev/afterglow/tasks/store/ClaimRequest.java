package dev.afterglow.tasks.store;

import dev.afterglow.routing.Cell;
import dev.afterglow.routing.Plan;
import dev.afterglow.tasks.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Which waiting tasks are wanted.
 *
 * @param most how many at most
 * @param lastOwner whose turn it was last; before the first it is empty text
 * @param placement where tasks can go
 * @param underWay how many tasks of a key are under way
 */
public record ClaimRequest(
    int most, String lastOwner, Placement placement, ToIntFunction<String> underWay) {

  /**
   * Where tasks can go at this moment. Answers from memory, at once, and always the same during one
   * claim, which may be run more than once.
   */
  public interface Placement {
    /**
     * Whether any engine takes another task of this cell.
     *
     * @param taken what this claim has given to engines already
     */
    boolean open(Cell cell, Taken taken);

    /**
     * Where this task goes; empty if it has to wait.
     *
     * @param failed engines that have failed it
     */
    Optional<Plan> place(String taskId, Cell cell, Set<String> failed, Taken taken);
  }

  /**
   * What was taken from the queue.
   *
   * @param lastOwner whose turn it was last, to be passed to the next claim
   * @param more whether there may be more that can be taken at once
   */
  public record Claimed(List<Task> tasks, String lastOwner, boolean more) {
    public Claimed {
      tasks = List.copyOf(tasks);
    }
  }
}
