package dev.afterglow.console;

import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.TaskCommand;
import dev.afterglow.console.EngineTrials.Trial;
import dev.afterglow.console.view.CoverLine;
import dev.afterglow.console.view.EngineLine;
import dev.afterglow.console.view.TrialLine;
import dev.afterglow.console.view.UnclearLine;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Route;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import dev.afterglow.pages.Reader;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.EngineProbe;
import dev.afterglow.routing.Plan;
import dev.afterglow.routing.TrialFilm;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.UnclearTasks;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * {@code /console/admin}: how the engines are, what they cover, a film to try one out, and what the
 * operator has to decide.
 */
final class EngineRoutes {
  static final String PATH = "/console/admin";

  private final Door door;
  private final Pages pages;
  private final Console.Engines engines;
  private final UnclearTasks unclear;
  private final TaskStore store;
  private final EngineTrials trials;
  private final Acts acts;

  EngineRoutes(
      Door door,
      Pages pages,
      Console.Engines engines,
      UnclearTasks unclear,
      TaskStore store,
      EngineTrials trials,
      Acts acts) {
    this.door = door;
    this.pages = pages;
    this.engines = engines;
    this.unclear = unclear;
    this.store = store;
    this.trials = trials;
    this.acts = acts;
  }

  List<Route> routes() {
    return List.of(
        door.operatorPage(PATH, visitor -> show(visitor, 200, "", "")),
        door.operatorForm(PATH + "/decide", this::decide),
        door.operatorPage(PATH + "/engines/{engine}", this::trial),
        door.operatorForm(PATH + "/engines/{engine}/ask", this::ask),
        door.operatorForm(PATH + "/engines/{engine}/try", this::begin),
        door.operatorPage(PATH + "/engines/{engine}/film", this::film));
  }

  private Answer show(Visitor visitor, int status, String wrong, String done) {
    String asked = visitor.query("try");
    Optional<Engine> chosen = asked.isEmpty() ? Optional.empty() : Optional.of(engine(asked));
    Map<String, Object> values = new HashMap<>();
    values.put(
        "engines",
        engines.router().engines().stream().map(engine -> line(engine, visitor)).toList());
    values.put("cover", cover(visitor.reader()));
    values.put("unclear", unclear());
    values.put("dialog", chosen.map(Engine::name).orElse(""));
    values.put("order", chosen.map(engine -> order(engine, visitor.reader())).orElse(""));
    values.put("wrong", wrong);
    values.put("done", done);
    return pages.show(status, "console/engines", visitor.page(), values);
  }

  private Engine engine(String name) {
    return engines.router().named(name).orElseThrow(ApiError::notFound);
  }

  private Engine named(Visitor visitor) {
    return engine(visitor.exchange().variable("engine"));
  }

  private EngineLine line(Engine engine, Visitor visitor) {
    EngineHealth health = engines.health();
    String reason = health.paused().getOrDefault(engine.name(), "");
    EngineHealth.Breaker breaker = health.breaker(engine.name());
    String state = reason.isEmpty() ? breaker.name().toLowerCase(Locale.ROOT) : "paused";
    String kind =
        reason.isEmpty()
            ? switch (breaker) {
              case CLOSED -> "completed";
              case HALF_OPEN -> "processing";
              case OPEN -> "failed";
            }
            : "failed";
    String why =
        reason.isEmpty() && breaker == EngineHealth.Breaker.OPEN
            ? visitor.text(
                "console.engine.until", health.untilAllowed(engine.name()).toSeconds() + 1)
            : reason;
    return new EngineLine(
        engine.name(),
        engines.types().getOrDefault(engine.name(), ""),
        visitor.text("console.engine." + state),
        kind,
        why,
        visitor.text("console.engine.at-once", engine.capacity().running()),
        trialLine(engine, visitor.reader()));
  }

  private TrialLine trialLine(Engine engine, Reader reader) {
    Optional<Trial> last = trials.last(engine.name());
    if (last.isEmpty()) {
      return new TrialLine("", "", "");
    }
    return switch (last.get()) {
      case Trial.Running(Optional<Integer> percent) ->
          new TrialLine(
              "processing",
              percent
                  .map(done -> reader.text("console.trial.percent", done))
                  .orElseGet(() -> reader.text("console.trial.running")),
              "");
      case Trial.Made(_, Duration took, OptionalLong cost) ->
          new TrialLine(
              "completed",
              reader.text("console.trial.made", Times.span(took, reader))
                  + (cost.isPresent()
                      ? reader.text("console.story.cost", Dollars.of(cost.getAsLong()))
                      : ""),
              PATH + "/engines/" + engine.name() + "/film");
      case Trial.Failed(String why) ->
          new TrialLine("failed", reader.text("console.trial.failed", why), "");
    };
  }

  /** What a trial orders and costs, in a sentence; empty text for an engine that makes nothing. */
  private String order(Engine engine, Reader reader) {
    return TrialFilm.of(engine)
        .map(film -> {
          int seconds = film.format().seconds();
          String what =
              reader.text(
                  "console.facts.size", film.format().width(), film.format().height(), seconds);
          Long second = engines.microsPerSecond().get(engine.name());
          return second == null
              ? reader.text("console.trial.price-unknown", what)
              : reader.text(
                  "console.trial.price", what, Dollars.of(Math.multiplyExact(second, seconds)));
        })
        .orElse("");
  }

  private List<UnclearLine> unclear() {
    return unclear.oldest().stream()
        .map(one -> {
          int seq = Integer.parseInt(one.job().substring(one.job().lastIndexOf('-') + 1));
          return new UnclearLine(
              one.id(),
              one.owner(),
              one.engine(),
              one.job(),
              store.words().of(one.owner(), one.id()).getOrDefault(seq, ""),
              Times.second(one.sentAt()));
        })
        .toList();
  }

  private List<CoverLine> cover(Reader reader) {
    List<CoverLine> lines = new ArrayList<>();
    for (Model model : Model.values()) {
      for (Resolution resolution : model.resolutions()) {
        for (Orientation held : Orientation.values()) {
          List<CoverLine.Cell> cells =
              VideoFormat.SECONDS.stream()
                  .map(seconds -> cell(model, new VideoFormat(resolution, held, seconds)))
                  .toList();
          lines.add(
              new CoverLine(
                  model.id(),
                  resolution.id(),
                  reader.text("console.play." + held.name().toLowerCase(Locale.ROOT)),
                  resolution.width(held) + " × " + resolution.height(held),
                  cells));
        }
      }
    }
    return lines;
  }

  private CoverLine.Cell cell(Model model, VideoFormat format) {
    return new CoverLine.Cell(
        format.seconds(),
        makers(new Cell(model, format, false)),
        makers(new Cell(model, format, true)));
  }

  /** First choice first; how many parts a film is made of where it is more than one. */
  private String makers(Cell cell) {
    return engines.router().candidates(cell).stream()
        .map(EngineRoutes::maker)
        .collect(Collectors.joining(", "));
  }

  private static String maker(Plan plan) {
    int parts = plan.segments().count();
    return parts == 1 ? plan.engine().name() : plan.engine().name() + " ×" + parts;
  }

  private Answer decide(Visitor visitor, FormBody form) {
    TaskCommand.Decide decide =
        new TaskCommand.Decide(form.text("task"), form.text("decision"), form.optional("ticket"));
    return switch (acts.execute(visitor, decide)) {
      case AdminResult.Done _ -> Pages.seeOther(PATH);
      case Refusal refusal -> show(visitor, 422, RefusalWords.of(refusal, visitor.reader()), "");
    };
  }

  /** The row of one engine, for a page that waits for its trial. */
  private Answer trial(Visitor visitor) {
    return pages.show(
        "console/engine-row", visitor.page(), Map.of("line", line(named(visitor), visitor)));
  }

  /** Asks an engine about a job that it never had, which costs nothing. */
  private Answer ask(Visitor visitor, FormBody form) {
    Engine engine = named(visitor);
    EngineProbe answer = EngineProbe.of(engine);
    String said =
        switch (answer.kind()) {
          case WELL -> visitor.text("console.probe.well", engine.name());
          case SAID, UNREADABLE ->
              visitor.text("console.probe.said", engine.name(), answer.detail());
          case NOT_ASKED -> visitor.text("console.probe.none", engine.name());
        };
    return answer.well() ? show(visitor, 200, "", said) : show(visitor, 200, said, "");
  }

  /** The page before has told the price; whoever comes here without it is sent there. */
  private Answer begin(Visitor visitor, FormBody form) {
    Engine engine = named(visitor);
    Optional<TrialFilm> film = TrialFilm.of(engine);
    if (!form.text("agreed").equals("yes")) {
      return Pages.seeOther(Queries.link(PATH, "try", engine.name()));
    }
    if (film.isEmpty()) {
      return show(visitor, 422, visitor.text("console.trial.nothing"), "");
    }
    if (trials.begin(engine, film.get())) {
      acts.note(visitor, "engine.trial", "{\"engine\":\"" + engine.name() + "\"}");
    }
    return Pages.seeOther(PATH);
  }

  private Answer film(Visitor visitor) throws IOException {
    Engine engine = named(visitor);
    if (!(trials.last(engine.name()).orElse(new Trial.Failed("")) instanceof Trial.Made made)) {
      throw ApiError.notFound();
    }
    Path film = made.film();
    return Answer.streamed(
            200,
            "video/mp4",
            Files.size(film),
            new Answer.Body() {
              @Override
              public void copyTo(OutputStream out) throws IOException {
                Files.copy(film, out);
              }

              @Override
              public void close() {
                // nothing is open
              }
            })
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }
}
