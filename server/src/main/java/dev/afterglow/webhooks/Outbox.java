package dev.afterglow.webhooks;

import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.EndingListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes down, inside the transaction that ends a task, everything that has to be told of that end.
 * The ids follow from the task's, so that an end has one message for each place however often the
 * transaction is run.
 */
public final class Outbox implements EndingListener {
  private static final String TASK = "task_";
  private static final String EVENT = "evt_";
  private static final String MESSAGE = "msg_";

  private final EndpointRows endpoints = new EndpointRows();
  private final DeliveryRows deliveries = new DeliveryRows();

  @Override
  public void ended(Connection tx, Task task, Optional<Callback> callback) throws SQLException {
    String ulid = task.id().substring(TASK.length());
    EventType type = type(task);
    Instant now = task.endedAt().orElseThrow();
    for (Endpoint endpoint : endpoints.of(tx, task.ownerId())) {
      if (endpoint.hears(type)) {
        String id = ulid + "_" + endpoint.id().substring(Endpoint.PREFIX.length());
        deliveries.add(
            tx, fresh(task, id, EVENT + ulid, type, endpoint.id(), Optional.empty(), now));
      }
    }
    // The contract pushes completed and failed tasks, never cancelled ones.
    if (callback.isPresent() && !(task.state() instanceof TaskState.Cancelled)) {
      String target = origin(callback.get().url());
      deliveries.add(tx, fresh(task, ulid, MESSAGE + ulid, type, target, callback, now));
    }
  }

  private static EventType type(Task task) {
    return switch (task.state()) {
      case TaskState.Completed _ -> EventType.COMPLETED;
      case TaskState.Failed _, TaskState.Cancelled _ -> EventType.FAILED;
      case TaskState.Open _ -> throw new IllegalArgumentException("not ended: " + task.id());
    };
  }

  /** Who answers at one origin is taken for one receiver, whatever the path. */
  private static String origin(String url) {
    int path = url.indexOf('/', url.indexOf("//") + 2);
    return path < 0 ? url : url.substring(0, path);
  }

  private static Delivery fresh(
      Task task,
      String id,
      String messageId,
      EventType type,
      String target,
      Optional<Callback> callback,
      Instant now) {
    return new Delivery(
        task.ownerId(),
        Delivery.PREFIX + id,
        messageId,
        type,
        task.id(),
        target,
        callback,
        Delivery.State.PENDING,
        now,
        now,
        0,
        Optional.of(now),
        Optional.empty());
  }
}
