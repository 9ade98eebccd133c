package dev.afterglow.api;

import dev.afterglow.tasks.Task;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What owners are told of how a film is made, in every dialect.
 *
 * @param engines whether they are told which engine makes it
 */
public record Making(boolean engines) {
  private static final int THOUSANDTHS = 3;
  private static final int AS_IT_IS = 1_000;

  /**
   * Members of a task: {@code engine} where the operator allows it, and {@code upscaled}, the
   * factor, where the engine's film is enlarged to what was ordered.
   */
  public Map<String, Object> members(Task task) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (engines) {
      task.engine().ifPresent(name -> members.put("engine", name));
    }
    OptionalInt factor = task.enlargementMillis();
    if (factor.isPresent() && factor.getAsInt() > AS_IT_IS) {
      members.put(
          "upscaled", BigDecimal.valueOf(factor.getAsInt(), THOUSANDTHS).stripTrailingZeros());
    }
    return members;
  }
}
