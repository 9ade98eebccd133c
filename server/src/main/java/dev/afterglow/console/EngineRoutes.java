package dev.afterglow.console;

import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.TaskCommand;
import dev.afterglow.console.view.CoverLine;
import dev.afterglow.console.view.EngineLine;
import dev.afterglow.console.view.UnclearLine;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Route;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Plan;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.store.UnclearTasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code /console/admin}: how the engines are, what they cover, and what the operator has to
 * decide.
 */
final class EngineRoutes {
  static final String PATH = "/console/admin";

  private final Door door;
  private final Pages pages;
  private final Router router;
  private final EngineHealth health;
  private final UnclearTasks unclear;
  private final Acts acts;

  EngineRoutes(
      Door door, Pages pages, Router router, EngineHealth health, UnclearTasks unclear, Acts acts) {
    this.door = door;
    this.pages = pages;
    this.router = router;
    this.health = health;
    this.unclear = unclear;
    this.acts = acts;
  }

  List<Route> routes() {
    return List.of(
        door.operatorPage(PATH, visitor -> show(visitor, 200, "")),
        door.operatorForm(PATH + "/decide", this::decide));
  }

  private Answer show(Visitor visitor, int status, String wrong) {
    Map<String, Object> values = new HashMap<>();
    values.put("engines", router.engines().stream().map(engine -> line(engine, visitor)).toList());
    values.put("cover", cover());
    values.put(
        "unclear",
        unclear.oldest().stream()
            .map(one ->
                new UnclearLine(
                    one.id(), one.owner(), one.engine(), one.job(), Times.second(one.sentAt())))
            .toList());
    values.put("wrong", wrong);
    return pages.show(status, "console/engines", visitor.page(), values);
  }

  private EngineLine line(Engine engine, Visitor visitor) {
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
    return new EngineLine(
        engine.name(),
        visitor.text("console.engine." + state),
        kind,
        reason,
        visitor.text("console.engine.at-once", engine.capacity().running()));
  }

  private List<CoverLine> cover() {
    List<CoverLine> lines = new ArrayList<>();
    for (Model model : Model.values()) {
      for (Resolution resolution : model.resolutions()) {
        lines.add(
            new CoverLine(
                model.id(),
                resolution.id(),
                makers(model, resolution, false),
                makers(model, resolution, true)));
      }
    }
    return lines;
  }

  private String makers(Model model, Resolution resolution, boolean picture) {
    TreeSet<String> names = new TreeSet<>();
    for (Orientation held : Orientation.values()) {
      for (int seconds : VideoFormat.SECONDS) {
        Cell cell = new Cell(model, new VideoFormat(resolution, held, seconds), picture);
        router.candidates(cell).stream().map(Plan::engine).map(Engine::name).forEach(names::add);
      }
    }
    return names.isEmpty() ? "–" : String.join(" · ", names);
  }

  private Answer decide(Visitor visitor, FormBody form) {
    TaskCommand.Decide decide =
        new TaskCommand.Decide(form.text("task"), form.text("decision"), form.optional("ticket"));
    return switch (acts.execute(visitor, decide)) {
      case AdminResult.Done _ -> Pages.seeOther(PATH);
      case Refusal refusal -> show(visitor, 422, RefusalWords.of(refusal, visitor.reader()));
    };
  }
}
