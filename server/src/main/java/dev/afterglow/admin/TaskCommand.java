package dev.afterglow.admin;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** Commands about the tasks of all owners. */
public sealed interface TaskCommand extends AdminCommand {
  /**
   * Lists the newest tasks.
   *
   * @param limit 1 to 100
   */
  record ListTasks(Optional<String> owner, Optional<String> status, int limit)
      implements TaskCommand {}

  /** Stops tasks that have not ended: waiting ones at once, the others if their engine can. */
  record Cancel(Which tasks) implements TaskCommand {}

  /**
   * Says what became of an order that got no readable answer.
   *
   * @param decision {@code accept}: the engine has it; {@code release}: it does not
   * @param ticket the engine's own id of the job, with {@code accept}
   */
  record Decide(String id, String decision, Optional<String> ticket) implements TaskCommand {}

  /** Which tasks are meant. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ById.class, name = "id"),
    @JsonSubTypes.Type(value = ByOwner.class, name = "owner"),
    @JsonSubTypes.Type(value = ByKey.class, name = "key"),
  })
  sealed interface Which {}

  /** The tasks with these ids. */
  record ById(List<String> ids) implements Which {
    public ById {
      ids = List.copyOf(ids);
    }
  }

  /** Every unfinished task of an owner, by its id or name. */
  record ByOwner(String owner) implements Which {}

  /** Every unfinished task of a key. */
  record ByKey(String key) implements Which {}
}
