package dev.afterglow.console;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.CodeCommand;
import dev.afterglow.admin.PriceCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.console.view.ActLine;
import dev.afterglow.console.view.CodeLine;
import dev.afterglow.console.view.PriceLine;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Prices;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * {@code /console/admin/prices} and {@code /console/admin/audit}: what films cost, codes, and who
 * did what.
 */
final class PriceRoutes {
  static final String PATH = "/console/admin/prices";
  static final String AUDIT = "/console/admin/audit";
  private static final int ACTS = 50;
  private static final int CODES_LIFE_DAYS = 365;

  private final Door door;
  private final Pages pages;
  private final Prices prices;
  private final Acts acts;
  private final InstantSource time;

  PriceRoutes(Door door, Pages pages, Prices prices, Acts acts, InstantSource time) {
    this.door = door;
    this.pages = pages;
    this.prices = prices;
    this.acts = acts;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(
        door.operatorPage(PATH, visitor -> show(visitor, 200, List.of(), "")),
        door.operatorForm(PATH, this::setPrice),
        door.operatorForm("/console/admin/codes", this::createCodes),
        door.operatorPage(AUDIT, this::audit));
  }

  private Answer show(Visitor visitor, int status, List<String> fresh, String wrong) {
    Map<String, Object> values = new HashMap<>();
    values.put(
        "prices",
        prices.all().stream()
            .map(price ->
                new PriceLine(
                    price.model(),
                    price.resolution(),
                    Dollars.plain(price.microsPerSecond()),
                    List.of()))
            .toList());
    values.put("codes", codes(visitor));
    values.put("fresh", fresh);
    values.put("wrong", wrong);
    return pages.show(status, "console/prices", visitor.page(), values);
  }

  private List<CodeLine> codes(Visitor visitor) {
    List<CodeLine> lines = new ArrayList<>();
    if (acts.execute(visitor, new CodeCommand.ListCodes())
        instanceof AdminResult.Done(JsonNode result)) {
      for (JsonNode code : result.path("codes")) {
        lines.add(
            new CodeLine(
                code.path("hint").asString(""),
                Dollars.of(code.path("micros").asLong(0)),
                visitor.text("console.code." + code.path("status").asString("open")),
                code.path("redeemed_by").asString(""),
                code.path("created_at").asString("").replaceFirst("T.*", "")));
      }
    }
    return lines;
  }

  private Answer setPrice(Visitor visitor, FormBody form) {
    OptionalLong micros = Dollars.parse(form.text("usd"));
    if (micros.isEmpty()) {
      return wrong(visitor, form);
    }
    AdminCommand command =
        new PriceCommand.SetPrice(form.text("model"), form.text("resolution"), micros.getAsLong());
    return switch (acts.execute(visitor, command)) {
      case AdminResult.Done _ -> Pages.seeOther(PATH);
      case Refusal refusal ->
          show(visitor, 422, List.of(), RefusalWords.of(refusal, visitor.reader()));
    };
  }

  private Answer wrong(Visitor visitor, FormBody form) {
    String wrong = visitor.text("console.refused.value", form.text("usd"));
    return show(visitor, 422, List.of(), wrong);
  }

  private Answer createCodes(Visitor visitor, FormBody form) {
    OptionalLong micros = Dollars.parse(form.text("usd"));
    String count = form.text("count");
    if (micros.isEmpty() || !count.matches("[1-9]\\d{0,3}")) {
      return wrong(visitor, form);
    }
    CodeCommand.Create create =
        new CodeCommand.Create(
            micros.getAsLong(),
            Integer.parseInt(count),
            Optional.of(time.instant().plus(Duration.ofDays(CODES_LIFE_DAYS))));
    return switch (acts.execute(visitor, create)) {
      case AdminResult.Done(JsonNode result) -> {
        List<String> fresh = new ArrayList<>();
        result.path("codes").forEach(code -> fresh.add(code.path("code").asString("")));
        yield show(visitor, 200, fresh, "");
      }
      case Refusal refusal ->
          show(visitor, 422, List.of(), RefusalWords.of(refusal, visitor.reader()));
    };
  }

  private Answer audit(Visitor visitor) {
    String before = visitor.query("before");
    List<ActLine> lines =
        acts.log().page(before, ACTS).stream()
            .map(act ->
                new ActLine(
                    act.id(), Times.second(act.at()), act.actor(), act.act(), act.details()))
            .toList();
    String next = lines.size() == ACTS ? Queries.link(AUDIT, "before", lines.getLast().id()) : "";
    return pages.show("console/audit", visitor.page(), Map.of("acts", lines, "next", next));
  }
}
