package dev.afterglow.console;

import dev.afterglow.api.AcceptedTask;
import dev.afterglow.console.PlayChoices.Chosen;
import dev.afterglow.console.PlayChoices.Source;
import dev.afterglow.console.PlayChoices.Way;
import dev.afterglow.console.view.Idea;
import dev.afterglow.console.view.PlayForm;
import dev.afterglow.console.view.StageView;
import dev.afterglow.console.view.TaskFacts;
import dev.afterglow.console.view.Tile;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.NewVersion;
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
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

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

  PlayRoutes(
      Door door,
      Pages pages,
      Tasks tasks,
      TaskPages sheets,
      GenerationService generation,
      Ledger ledger,
      PlayChoices choices,
      ConsoleKeys keys) {
    this.door = door;
    this.pages = pages;
    this.tasks = tasks;
    this.sheets = sheets;
    this.generation = generation;
    this.ledger = ledger;
    this.choices = choices;
    this.keys = keys;
  }

  List<Route> routes() {
    return List.of(
        door.page(PATH, this::show),
        door.page(PATH + "/takes", this::takes),
        door.form(PATH, this::submit).upTo(MOST_BYTES),
        door.form(PATH + "/price", this::price),
        door.form(PATH + "/vary", this::vary));
  }

  private Answer show(Visitor visitor) {
    Optional<Task> task = named(visitor, "task");
    Optional<Task> again = named(visitor, "again").or(() -> task);
    Optional<Source> source =
        source(visitor, Way.REMIX, visitor.query(Way.REMIX.word()))
            .or(() -> source(visitor, Way.EXTEND, visitor.query(Way.EXTEND.word())));
    Chosen chosen =
        source
            .map(one ->
                PlayChoices.of(
                    one, sheets.prompt(visitor, one.task()), VideoFormat.SECONDS.getFirst()))
            .or(() -> again.map(one -> PlayChoices.of(one, sheets.prompt(visitor, one))))
            .orElseGet(() -> PlayChoices.fresh(visitor.query("prompt")));
    return show(visitor, 200, task.or(() -> source.map(Source::task)), chosen, "");
  }

  private Optional<Source> source(Visitor visitor, Way way, String id) {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Task task = sheets.task(visitor, id);
    return Optional.of(new Source(way, task, sheets.filmSeconds(visitor, task)));
  }

  /** What a form says, be it about a new film or about a new version of one. */
  private Chosen chosen(Visitor visitor, FormBody form) {
    for (Way way : Way.values()) {
      Optional<Source> source = source(visitor, way, form.text(way.word()));
      if (source.isPresent()) {
        return PlayChoices.of(source.get(), PlayChoices.prompt(form), PlayChoices.seconds(form));
      }
    }
    return PlayChoices.of(form);
  }

  private Answer show(
      Visitor visitor, int status, Optional<Task> task, Chosen chosen, String wrong) {
    Optional<StageView> stage = task.map(one -> sheets.stage(visitor, one));
    Optional<TaskFacts> facts =
        task.map(one -> sheets.facts(visitor, one, sheets.prompt(visitor, one)));
    Map<String, Object> values = new HashMap<>();
    values.put("form", form(visitor, chosen, wrong));
    values.put("stage", stage);
    values.put("facts", facts);
    values.put("takes", takes(visitor, task.map(Task::id).orElse("")));
    values.put("current", task.map(Task::id).orElse(""));
    values.put("ideas", ideas(visitor.reader()));
    values.put("samples", Samples.of(visitor.page().base(), chosen.order()));
    return pages.show(status, "console/play", visitor.page(), values);
  }

  private PlayForm form(Visitor visitor, Chosen chosen, String wrong) {
    long available = ledger.balance(visitor.ownerId()).availableMicros();
    return choices.form(chosen, available, sheets.once(), wrong, visitor.reader());
  }

  private List<Tile> takes(Visitor visitor, String shown) {
    List<Task> newest = tasks.list(visitor.ownerId(), TaskQuery.newest(TAKES)).tasks();
    return sheets.tiles(visitor, newest, shown);
  }

  private Answer takes(Visitor visitor) {
    String shown = visitor.query("task");
    return pages.show(
        "console/play-takes",
        visitor.page(),
        Map.of("takes", takes(visitor, shown), "current", shown, "alone", true));
  }

  private static List<Idea> ideas(Reader reader) {
    return List.of("waterfall", "city", "forest").stream()
        .map(still -> new Idea(still, reader.text("console.idea." + still)))
        .toList();
  }

  private Answer price(Visitor visitor, FormBody form) {
    Chosen chosen = chosen(visitor, form);
    return pages.show(
        "console/play-price",
        visitor.page(),
        Map.of(
            "form", form(visitor, chosen, ""),
            "redraw", !form.text("drawn").equals(PlayChoices.drawn(chosen)),
            "samples", Samples.of(visitor.page().base(), chosen.order())));
  }

  private Answer submit(Visitor visitor, FormBody form) {
    Chosen chosen = chosen(visitor, form);
    Optional<Task> shown = chosen.source().map(Source::task);
    return answered(
        visitor,
        shown,
        chosen,
        () -> {
          Prompt prompt = prompt(chosen.prompt());
          Optional<ImageReference> picture =
              form.file("image")
                  .filter(_ -> chosen.source().isEmpty())
                  .map(ImageReference.Bytes::new);
          return accepted(visitor, form, spec(chosen, prompt), picture);
        });
  }

  /** Another film of the same words: what is left to chance comes out otherwise. */
  private Answer vary(Visitor visitor, FormBody form) {
    Task task = sheets.task(visitor, form.text("task"));
    Chosen chosen = PlayChoices.of(task, sheets.prompt(visitor, task));
    return answered(
        visitor,
        Optional.of(task),
        chosen,
        () -> {
          if (sheets.facts(visitor, task, chosen.prompt()).next().varied().isEmpty()) {
            throw ApiError.invalid("console.play.not-varied");
          }
          GenerationSpec spec = spec(chosen, prompt(chosen.prompt()));
          return accepted(visitor, form, spec, Optional.empty());
        });
  }

  /** On to the new film's stage, or back to the form with the reason. */
  private Answer answered(
      Visitor visitor, Optional<Task> shown, Chosen chosen, Supplier<Task> asked) {
    try {
      return Pages.seeOther(Queries.link(PATH, "task", asked.get().id()));
    } catch (ApiError refusal) {
      String wrong =
          HttpTexts.message(refusal, visitor.reader().messages(), visitor.reader().language());
      return show(visitor, refusal.kind().status(), shown, chosen, wrong);
    }
  }

  private static Prompt prompt(String text) {
    return switch (Prompt.read(text)) {
      case Prompt good -> good;
      case PromptReading.Fault fault -> throw fault(fault, text);
    };
  }

  private GenerationSpec spec(Chosen chosen, Prompt prompt) {
    if (chosen.source().isEmpty()) {
      return new GenerationSpec(
          chosen.model(), prompt, chosen.format(), Optional.empty(), OptionalLong.empty());
    }
    Source source = chosen.source().get();
    if (source.way() == Way.EXTEND && !sheets.canJoin()) {
      throw ApiError.invalid("console.play.not-joined");
    }
    NewVersion version =
        switch (source.way()) {
          case REMIX -> NewVersion.remix(source.task(), source.seconds(), prompt);
          case EXTEND ->
              NewVersion.extension(
                  source.task(), source.seconds(), chosen.format().seconds(), prompt);
        };
    return switch (version) {
      case NewVersion.Ready(GenerationSpec spec) -> spec;
      case NewVersion.Refused(NewVersion.Reason reason) ->
          throw ApiError.invalid("console.play.refused." + reason.name().toLowerCase(Locale.ROOT));
    };
  }

  private Task accepted(
      Visitor visitor, FormBody form, GenerationSpec spec, Optional<ImageReference> picture) {
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
}
