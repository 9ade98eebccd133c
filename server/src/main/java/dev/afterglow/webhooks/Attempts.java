package dev.afterglow.webhooks;

import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Tasks;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes one attempt at a delivery, if it is still wanted. */
final class Attempts {
  private final Database database;
  private final Sender sender;
  private final Tasks tasks;
  private final TaskMessages messages;
  private final Predicate<String> isShutOut;
  private final EndpointRows endpoints = new EndpointRows();

  /**
   * @param isShutOut whether an owner's keys are shut out: such an owner is told nothing more
   */
  Attempts(
      Database database,
      Sender sender,
      Tasks tasks,
      TaskMessages messages,
      Predicate<String> isShutOut) {
    this.database = database;
    this.sender = sender;
    this.tasks = tasks;
    this.messages = messages;
    this.isShutOut = isShutOut;
  }

  /** What it came to; empty if the delivery is not wanted any more, and nothing was sent. */
  Optional<Attempted> make(Delivery delivery) {
    if (isShutOut.test(delivery.ownerId())) {
      return Optional.empty();
    }
    return delivery.callback().isPresent()
        ? callback(delivery, delivery.callback().get())
        : event(delivery);
  }

  private Optional<Attempted> event(Delivery delivery) {
    Sender.Event event =
        new Sender.Event(
            delivery.messageId(),
            delivery.createdAt(),
            delivery.type(),
            messages.videoId(delivery.taskId()));
    return database
        .read(tx -> endpoints.find(tx, delivery.ownerId(), delivery.target()))
        .filter(endpoint -> endpoint.disabled().isEmpty())
        .map(endpoint -> sender.event(endpoint, event));
  }

  /** Of a task that its owner has deleted nothing is told. */
  private Optional<Attempted> callback(Delivery delivery, Callback callback) {
    return tasks
        .find(delivery.ownerId(), delivery.taskId())
        .map(task ->
            sender.callback(delivery.messageId(), callback.url(), messages.task(task, callback)));
  }
}
