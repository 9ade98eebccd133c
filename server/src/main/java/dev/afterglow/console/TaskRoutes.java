package dev.afterglow.console;

import dev.afterglow.api.openai.StillPictures;
import dev.afterglow.console.view.Chip;
import dev.afterglow.engines.Model;
import dev.afterglow.films.Film;
import dev.afterglow.films.FilmServing;
import dev.afterglow.films.Variant;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Route;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import dev.afterglow.pages.ReturnPath;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.store.PromptSearch;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /console/tasks}: an owner's films as pictures, and the story of each. */
final class TaskRoutes {
  static final String PATH = "/console/tasks";
  private static final int PAGE = 24;
  private static final int LONGEST_SEARCH = 200;
  private static final int MOST_AT_ONCE = 100;

  /** Groups of stages by the word in the address. */
  private static final Map<String, Set<DisplayStatus>> GROUPS = groups();

  private final Door door;
  private final Pages pages;
  private final Tasks tasks;
  private final TaskPages sheets;
  private final TaskStore store;
  private final PromptSearch search;
  private final StillPictures stills;
  private final LiveStage live;

  TaskRoutes(
      Door door,
      Pages pages,
      Tasks tasks,
      TaskPages sheets,
      TaskStore store,
      PromptSearch search,
      StillPictures stills,
      LiveStage live) {
    this.door = door;
    this.pages = pages;
    this.tasks = tasks;
    this.sheets = sheets;
    this.store = store;
    this.search = search;
    this.stills = stills;
    this.live = live;
  }

  private static Map<String, Set<DisplayStatus>> groups() {
    Map<String, Set<DisplayStatus>> groups = new LinkedHashMap<>();
    groups.put("", Set.of());
    groups.put("running", UnderWay.STAGES);
    groups.put("completed", Set.of(DisplayStatus.COMPLETED, DisplayStatus.EXPIRED));
    groups.put("failed", Set.of(DisplayStatus.FAILED));
    groups.put("cancelled", Set.of(DisplayStatus.CANCELLED));
    return groups;
  }

  List<Route> routes() {
    return List.of(
        door.page(PATH, this::list),
        door.form(PATH + "/cancel", this::cancelAll),
        door.page(PATH + "/{task}", this::one),
        door.page(PATH + "/{task}/stage", this::stage),
        door.page(PATH + "/{task}/events", visitor -> live.events(visitor, named(visitor))),
        door.page(PATH + "/{task}/still", this::still),
        door.form(PATH + "/{task}/cancel", this::cancel));
  }

  private Answer list(Visitor visitor) {
    String status = GROUPS.containsKey(visitor.query("status")) ? visitor.query("status") : "";
    Optional<Model> model = Model.of(visitor.query("model"));
    String text = visitor.query("q");
    if (text.length() > LONGEST_SEARCH) {
      text = text.substring(0, LONGEST_SEARCH);
    }
    Optional<String> after = Optional.of(visitor.query("after")).filter(TaskIds::wellFormed);
    Set<DisplayStatus> stages = GROUPS.getOrDefault(status, Set.of());
    TaskPage page =
        text.isEmpty()
            ? tasks.list(
                visitor.ownerId(),
                new TaskQuery(stages, model, Optional.empty(), Optional.empty(), after, true, PAGE))
            : found(visitor, text, stages, model, after.orElse(""));
    String named = model.map(Model::id).orElse("");
    String words = text;
    Map<String, Object> values = new HashMap<>();
    values.put("tiles", sheets.tiles(visitor, page.tasks(), ""));
    values.put(
        "chips",
        GROUPS.keySet().stream()
            .map(group ->
                new Chip(
                    visitor.text("console.tasks." + (group.isEmpty() ? "all" : group)),
                    Queries.link(PATH, "status", group, "model", named, "q", words),
                    group.equals(status)))
            .toList());
    values.put("status", status);
    values.put("model", named);
    values.put("query", text);
    values.put(
        "next",
        page.next()
            .map(next ->
                Queries.link(PATH, "status", status, "model", named, "q", words, "after", next))
            .orElse(""));
    return pages.show("console/tasks", visitor.page(), values);
  }

  private TaskPage found(
      Visitor visitor,
      String text,
      Set<DisplayStatus> stages,
      Optional<Model> model,
      String after) {
    List<String> ids = search.find(visitor.ownerId(), text, after, PAGE);
    List<Task> matching =
        ids.stream()
            .flatMap(id -> tasks.find(visitor.ownerId(), id).stream())
            .filter(task -> stages.isEmpty() || stages.contains(task.displayStatus()))
            .filter(task -> model.isEmpty() || model.get() == task.model())
            .toList();
    return new TaskPage(
        matching, ids.size() == PAGE ? Optional.of(ids.getLast()) : Optional.empty());
  }

  private Answer one(Visitor visitor) {
    Task task = named(visitor);
    TaskStory story = sheets.story(visitor, task, store);
    Map<String, Object> values = new HashMap<>();
    values.put("stage", sheets.stage(visitor, task));
    values.put("facts", sheets.facts(visitor, task, sheets.prompt(visitor, task)));
    values.put("day", Times.day(task.createdAt(), visitor.reader()));
    values.put("events", story.events());
    values.put("spans", story.spans());
    values.put("note", note(visitor));
    return pages.show("console/task", visitor.page(), values);
  }

  private static String note(Visitor visitor) {
    return switch (visitor.query("note")) {
      case "late" -> visitor.text("console.tasks.late");
      case "unstoppable" -> visitor.text("console.tasks.unstoppable");
      default -> "";
    };
  }

  private Answer stage(Visitor visitor) {
    Task task = named(visitor);
    return pages.show(
        "console/stage",
        visitor.page(),
        Map.of(
            "stage",
            sheets.stage(visitor, task),
            "facts",
            sheets.facts(visitor, task, sheets.prompt(visitor, task))));
  }

  private Answer still(Visitor visitor) throws IOException, InterruptedException {
    Task task = named(visitor);
    if (task.displayStatus() != DisplayStatus.COMPLETED) {
      throw ApiError.notFound();
    }
    int seconds = sheets.filmSeconds(visitor, task);
    Film still = stills.open(task, seconds, Variant.THUMBNAIL).orElseThrow(ApiError::notFound);
    String name = task.id() + Variant.THUMBNAIL.suffix();
    return FilmServing.answer(visitor.exchange(), task.id(), still, Variant.THUMBNAIL, name, false)
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }

  private Answer cancel(Visitor visitor, FormBody form) {
    Task task = named(visitor);
    String note = cancelled(visitor, task.id());
    return Pages.seeOther(
        note.isEmpty()
            ? ReturnPath.of(form.text("back"), PATH + "/" + task.id())
            : Queries.link(PATH + "/" + task.id(), "note", note));
  }

  private String cancelled(Visitor visitor, String taskId) {
    return switch (tasks.cancel(visitor.ownerId(), taskId)) {
      case Cancelling.Stopped _, Cancelling.Asked _ -> "";
      case Cancelling.TooLate _ -> "late";
      case Cancelling.Unstoppable _ -> "unstoppable";
      case Cancelling.NotFound _ -> throw ApiError.notFound();
    };
  }

  private Answer cancelAll(Visitor visitor, FormBody form) {
    form.values("task").stream()
        .filter(TaskIds::wellFormed)
        .limit(MOST_AT_ONCE)
        .filter(id -> tasks.find(visitor.ownerId(), id).isPresent())
        .forEach(id -> cancelled(visitor, id));
    return Pages.seeOther(ReturnPath.of(form.text("back"), PATH));
  }

  private Task named(Visitor visitor) {
    return sheets.task(visitor, visitor.exchange().variable("task"));
  }
}
