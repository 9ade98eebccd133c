package dev.afterglow.console;

import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.console.view.MarginLine;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Route;
import dev.afterglow.pages.Pages;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** {@code /console/admin/margin}: what films brought in against what their engines cost. */
final class MarginRoutes {
  static final String PATH = "/console/admin/margin";

  private final Door door;
  private final Pages pages;
  private final Acts acts;
  private final InstantSource time;

  MarginRoutes(Door door, Pages pages, Acts acts, InstantSource time) {
    this.door = door;
    this.pages = pages;
    this.acts = acts;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(door.operatorPage(PATH, this::show));
  }

  private Answer show(Visitor visitor) {
    YearMonth month = Months.asked(visitor, time);
    JsonNode parts = report(visitor, month, List.of("model", "engine"));
    JsonNode days = report(visitor, month, List.of("date"));
    List<MarginLine> lines = new ArrayList<>();
    parts.path("usage").forEach(row -> lines.add(line(row, row.path("model").asString(""))));
    List<MarginLine> byDay = new ArrayList<>();
    days.path("usage").forEach(row -> byDay.add(line(row, row.path("date").asString(""))));
    Map<LocalDate, long[]> drawn = drawn(month, days);
    Map<String, Object> values = new HashMap<>();
    values.put("month", month.toString());
    values.put("months", Months.last(time));
    values.put("lines", lines);
    values.put("days", byDay);
    values.put("total", line(parts.path("total"), ""));
    values.put("wide", Charts.money(drawn, 2, 1000, 250, 2));
    values.put("narrow", Charts.money(drawn, 2, 360, 220, 5));
    return pages.show("console/margin", visitor.page(), values);
  }

  private JsonNode report(Visitor visitor, YearMonth month, List<String> by) {
    AuditCommand command =
        new AuditCommand.Usage(
            Optional.of(month.atDay(1).toString()),
            Optional.of(month.atEndOfMonth().toString()),
            by,
            Optional.empty(),
            "UTC");
    return acts.execute(visitor, command) instanceof AdminResult.Done(JsonNode result)
        ? result
        : MissingNode.getInstance();
  }

  private static MarginLine line(JsonNode row, String label) {
    long margin = row.path("margin_micros").asLong(0);
    return new MarginLine(
        label,
        row.path("engine").asString(""),
        row.path("films").asLong(0),
        Dollars.of(row.path("revenue_micros").asLong(0)),
        Dollars.of(row.path("cost_micros").asLong(0)),
        Dollars.of(margin),
        row.path("unknown_costs").asLong(0),
        margin < 0);
  }

  /** From the floor up: what the engines got, and what is left of the price. */
  private static Map<LocalDate, long[]> drawn(YearMonth month, JsonNode days) {
    Map<LocalDate, long[]> drawn = new TreeMap<>();
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      drawn.put(month.atDay(day), new long[2]);
    }
    for (JsonNode row : days.path("usage")) {
      long[] day = drawn.get(LocalDate.parse(row.path("date").asString("")));
      if (day != null) {
        day[0] = Math.max(0, row.path("margin_micros").asLong(0));
        day[1] = row.path("cost_micros").asLong(0);
      }
    }
    return drawn;
  }
}
