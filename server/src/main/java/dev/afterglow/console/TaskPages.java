package dev.afterglow.console;

import dev.afterglow.console.view.StageView;
import dev.afterglow.console.view.TaskFacts;
import dev.afterglow.console.view.Tile;
import dev.afterglow.films.Links;
import dev.afterglow.generation.NewVersion;
import dev.afterglow.http.ApiError;
import dev.afterglow.ledger.Prices;
import dev.afterglow.tasks.Prompt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.store.TaskStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What pages with tasks on them have in common. */
final class TaskPages {
  /** Whatever the new words are, they do not decide whether there can be any. */
  private static final Prompt ANY = Prompt.of("any");

  private final Tasks tasks;
  private final Links links;
  private final Prices prices;
  private final boolean canJoin;
  private final InstantSource time;
  private final RandomGenerator random;

  /**
   * @param canJoin whether films can be joined on this machine
   * @param random names forms, so that one that is sent twice is known again
   */
  TaskPages(
      Tasks tasks,
      Links links,
      Prices prices,
      boolean canJoin,
      InstantSource time,
      RandomGenerator random) {
    this.tasks = tasks;
    this.links = links;
    this.prices = prices;
    this.canJoin = canJoin;
    this.time = time;
    this.random = random;
  }

  TaskSheet sheet(Visitor visitor) {
    return new TaskSheet(visitor.reader(), links, time.instant());
  }

  /** The stage as it is at this moment. */
  StageView stage(Visitor visitor, Task task) {
    return sheet(visitor).stage(task, tasks.ahead(task).orElse(0));
  }

  /** What is told of a task beside its picture, and what may be done with it next. */
  TaskFacts facts(Visitor visitor, Task task, String prompt) {
    int film = filmSeconds(visitor, task);
    boolean own = film == task.format().seconds() && task.picture().isEmpty();
    return sheet(visitor)
        .facts(
            task,
            prompt,
            new TaskFacts.Next(
                own ? Dollars.of(price(task)) : "",
                NewVersion.remix(task, film, ANY) instanceof NewVersion.Ready,
                canJoin && NewVersion.extension(task, film, 4, ANY) instanceof NewVersion.Ready,
                once()));
  }

  private long price(Task task) {
    return prices.priceMicros(
        task.model().id(), task.format().resolution().id(), task.format().seconds());
  }

  /** What happened to a task. Only the operator hears what engines said and cost. */
  TaskStory story(Visitor visitor, Task task, TaskStore store) {
    return new TaskStory(
        visitor.reader(),
        task,
        store.attempts(task.ownerId(), task.id()),
        visitor.operator()
            ? Optional.of(store.words().of(task.ownerId(), task.id()))
            : Optional.empty());
  }

  /** Whether films can be joined on this machine. */
  boolean canJoin() {
    return canJoin;
  }

  /** A name for a form. */
  String once() {
    return "console-" + Long.toUnsignedString(random.nextLong(), 36);
  }

  /** How long a task's film is, with that which it goes on from. */
  int filmSeconds(Visitor visitor, Task task) {
    return task.format().seconds()
        + particulars(visitor, task).map(TaskParticulars::secondsBefore).orElse(0);
  }

  String prompt(Visitor visitor, Task task) {
    return particulars(visitor, task).map(TaskParticulars::prompt).orElse("");
  }

  private Optional<TaskParticulars> particulars(Visitor visitor, Task task) {
    return Optional.ofNullable(
        tasks.particulars(visitor.ownerId(), List.of(task.id())).get(task.id()));
  }

  /**
   * A task of the owner's.
   *
   * @throws ApiError 404 for unknown ids and other owners' alike
   */
  Task task(Visitor visitor, String id) {
    return Optional.of(id)
        .filter(TaskIds::wellFormed)
        .flatMap(known -> tasks.find(visitor.ownerId(), known))
        .orElseThrow(ApiError::notFound);
  }

  List<Tile> tiles(Visitor visitor, List<Task> list, String current) {
    TaskSheet sheet = sheet(visitor);
    Map<String, TaskParticulars> said =
        tasks.particulars(visitor.ownerId(), list.stream().map(Task::id).toList());
    return list.stream()
        .map(task ->
            sheet.tile(
                task,
                Optional.ofNullable(said.get(task.id())).map(TaskParticulars::prompt).orElse(""),
                task.id().equals(current)))
        .toList();
  }
}
