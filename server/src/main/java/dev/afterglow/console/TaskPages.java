package dev.afterglow.console;

import dev.afterglow.console.view.Tile;
import dev.afterglow.films.Links;
import dev.afterglow.http.ApiError;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.Tasks;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What pages with tasks on them have in common. */
final class TaskPages {
  private final Tasks tasks;
  private final Links links;
  private final InstantSource time;

  TaskPages(Tasks tasks, Links links, InstantSource time) {
    this.tasks = tasks;
    this.links = links;
    this.time = time;
  }

  TaskSheet sheet(Visitor visitor) {
    return new TaskSheet(visitor.reader(), tasks, links, time.instant());
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
