package dev.afterglow.console;

import dev.afterglow.api.AcceptedTask;
import dev.afterglow.console.PlayChoices.Chosen;
import dev.afterglow.console.view.Idea;
import dev.afterglow.console.view.PlayForm;
import dev.afterglow.console.view.StageView;
import dev.afterglow.console.view.TaskFacts;
import dev.afterglow.console.view.Tile;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.PictureRule;
import dev.afterglow.generation.Principal;
import dev.afterglow.generation.SpecHash;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.Route;
import dev.afterglow.images.ImageReference;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import dev.afterglow.pages.Reader;
import dev.afterglow.signin.ConsoleKeys;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.Prompt;
import dev.afterglow.tasks.PromptReading;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * {@code /console/play}: a film from a form. It is asked for through the same service as in the
 * API's dialects, in the name of the console's own key.
 */
final class PlayRoutes {
  static final String PATH = "/console/play";
  private static final int TAKES = 12;

  /** A picture of 10 MB, and a long prompt beside it. */
  private static final long MOST_BYTES = 11 << 20;

  private final Door door;
  private final Pages pages;
  private final Tasks tasks;
  private final TaskPages sheets;
  private final GenerationService generation;
  private final Ledger ledger;
  private final PlayChoices choices;
  private final ConsoleKeys keys;
  private final RandomGenerator random;

  /**
   * @param random names forms, so that one that is sent twice is known again
   */
  PlayRoutes(
      Door door,
      Pages pages,
      Tasks tasks,
      TaskPages sheets,
      GenerationService generation,
      Ledger ledger,
      PlayChoices choices,
      ConsoleKeys keys,
      RandomGenerator random) {
    this.door = door;
    this.pages = pages;
    this.tasks = tasks;
    this.sheets = sheets;
    this.generation = generation;
    this.ledger = ledger;
    this.choices = choices;
    this.keys = keys;
    this.random = random;
  }

  List<Route> routes() {
    return List.of(
        door.page(PATH, this::show),
        door.form(PATH, this::submit).upTo(MOST_BYTES),
        door.form(PATH + "/price", this::price));
  }

  private Answer show(Visitor visitor) {
    Optional<Task> task = named(visitor, "task");
    Optional<Task> again = named(visitor, "again").or(() -> task);
    Chosen chosen =
        again
            .map(one -> PlayChoices.of(one, prompt(visitor, one)))
            .orElseGet(() -> PlayChoices.fresh(visitor.query("prompt")));
    return show(visitor, 200, task, chosen, "");
  }

  private Answer show(
      Visitor visitor, int status, Optional<Task> task, Chosen chosen, String wrong) {
    TaskSheet sheet = sheets.sheet(visitor);
    Optional<StageView> stage = task.map(sheet::stage);
    Optional<TaskFacts> facts = task.map(one -> sheet.facts(one, prompt(visitor, one)));
    Map<String, Object> values = new HashMap<>();
    values.put("form", form(visitor, chosen, wrong));
    values.put("stage", stage);
    values.put("facts", facts);
    values.put("takes", takes(visitor, task));
    values.put("ideas", ideas(visitor.reader()));
    values.put("samples", Samples.of(visitor.page().base(), chosen.order()));
    return pages.show(status, "console/play", visitor.page(), values);
  }

  private PlayForm form(Visitor visitor, Chosen chosen, String wrong) {
    long available = ledger.balance(visitor.ownerId()).availableMicros();
    String once = "console-" + Long.toUnsignedString(random.nextLong(), 36);
    return choices.form(chosen, available, once, wrong, visitor.reader());
  }

  private List<Tile> takes(Visitor visitor, Optional<Task> shown) {
    List<Task> newest = tasks.list(visitor.ownerId(), TaskQuery.newest(TAKES)).tasks();
    return sheets.tiles(visitor, newest, shown.map(Task::id).orElse(""));
  }

  private static List<Idea> ideas(Reader reader) {
    return List.of("waterfall", "city", "forest").stream()
        .map(still -> new Idea(still, reader.text("console.idea." + still)))
        .toList();
  }

  private Answer price(Visitor visitor, FormBody form) {
    Chosen chosen = PlayChoices.of(form);
    return pages.show(
        "console/play-price",
        visitor.page(),
        Map.of(
            "form", form(visitor, chosen, ""),
            "redraw", !form.text("drawn").equals(PlayChoices.drawn(chosen)),
            "samples", Samples.of(visitor.page().base(), chosen.order())));
  }

  private Answer submit(Visitor visitor, FormBody form) {
    Chosen chosen = PlayChoices.of(form);
    try {
      Task task = accepted(visitor, form, chosen);
      return Pages.seeOther(Queries.link(PATH, "task", task.id()));
    } catch (ApiError refusal) {
      String wrong =
          HttpTexts.message(refusal, visitor.reader().messages(), visitor.reader().language());
      return show(visitor, refusal.kind().status(), Optional.empty(), chosen, wrong);
    }
  }

  private Task accepted(Visitor visitor, FormBody form, Chosen chosen) {
    Prompt prompt =
        switch (Prompt.read(chosen.prompt())) {
          case Prompt good -> good;
          case PromptReading.Fault fault -> throw fault(fault, chosen.prompt());
        };
    GenerationSpec spec =
        new GenerationSpec(
            chosen.model(), prompt, chosen.format(), Optional.empty(), OptionalLong.empty());
    Optional<ImageReference> picture = form.file("image").map(ImageReference.Bytes::new);
    PictureRule rule = PictureRule.FITS_FILM;
    Optional<Idempotency> once =
        form.optional("once")
            .filter(Idempotency::wellFormed)
            .map(key -> SpecHash.idempotency(key, spec, picture, rule));
    Principal principal =
        new Principal(visitor.ownerId(), keys.of(visitor.ownerId()), Optional.empty());
    String place = visitor.text("console.play.first-frame");
    return AcceptedTask.of(generation.generate(principal, spec, picture, rule, once), place).task();
  }

  private static ApiError fault(PromptReading.Fault fault, String prompt) {
    return switch (fault) {
      case BLANK -> ApiError.invalid("prompt.blank");
      case TOO_LONG ->
          ApiError.of(
              dev.afterglow.http.ErrorKind.INVALID_REQUEST,
              Text.of("prompt.long", prompt.codePointCount(0, prompt.length()), Prompt.LONGEST));
      case UNWRITABLE -> ApiError.invalid("prompt.characters");
    };
  }

  private Optional<Task> named(Visitor visitor, String parameter) {
    String id = visitor.query(parameter);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(sheets.task(visitor, id));
  }

  private String prompt(Visitor visitor, Task task) {
    return Optional.ofNullable(
            tasks.particulars(visitor.ownerId(), List.of(task.id())).get(task.id()))
        .map(TaskParticulars::prompt)
        .orElse("");
  }
}
