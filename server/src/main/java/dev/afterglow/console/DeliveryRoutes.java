package dev.afterglow.console;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.WebhookCommand;
import dev.afterglow.console.view.Chip;
import dev.afterglow.console.view.DeliveryLine;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Route;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code /console/admin/webhooks}: what became of messages about the ends of tasks. */
final class DeliveryRoutes {
  static final String PATH = "/console/admin/webhooks";
  private static final int LINES = 100;
  private static final List<String> STATES = List.of("", "pending", "delivered", "failed");

  private final Door door;
  private final Pages pages;
  private final Accounts accounts;
  private final Acts acts;

  DeliveryRoutes(Door door, Pages pages, Accounts accounts, Acts acts) {
    this.door = door;
    this.pages = pages;
    this.accounts = accounts;
    this.acts = acts;
  }

  List<Route> routes() {
    return List.of(
        door.operatorPage(PATH, visitor -> show(visitor, 200, "", "")),
        door.operatorForm(PATH + "/{message}/repeat", this::repeat));
  }

  private Answer show(Visitor visitor, int status, String wrong, String done) {
    String state = STATES.contains(visitor.query("state")) ? visitor.query("state") : "";
    List<DeliveryLine> lines = new ArrayList<>();
    WebhookCommand command =
        new WebhookCommand.ListDeliveries(
            Optional.empty(),
            Optional.empty(),
            Optional.of(state).filter(word -> !word.isEmpty()),
            LINES);
    if (acts.execute(visitor, command) instanceof AdminResult.Done(JsonNode result)) {
      result.path("deliveries").forEach(delivery -> lines.add(line(delivery, visitor)));
    }
    Map<String, Object> values = new HashMap<>();
    values.put("lines", lines);
    values.put(
        "chips",
        STATES.stream()
            .map(word ->
                new Chip(
                    visitor.text("console.delivery." + (word.isEmpty() ? "all" : word)),
                    Queries.link(PATH, "state", word),
                    word.equals(state)))
            .toList());
    values.put("state", state);
    values.put("wrong", wrong);
    values.put("done", done);
    return pages.show(status, "console/deliveries", visitor.page(), values);
  }

  private DeliveryLine line(JsonNode delivery, Visitor visitor) {
    String state = delivery.path("state").asString("");
    String owner = delivery.path("owner").asString("");
    return new DeliveryLine(
        delivery.path("id").asString(""),
        accounts.owner(owner).map(Owner::name).orElse(owner),
        delivery.path("task").asString(""),
        delivery.path("type").asString(""),
        delivery.path("endpoint").asString(""),
        visitor.text("console.delivery." + state),
        kind(state),
        delivery.path("attempts").asString("0"),
        delivery.path("last").asString(""),
        second(delivery.path("next_attempt_at").asString("")));
  }

  private static String kind(String state) {
    return switch (state) {
      case "delivered" -> "completed";
      case "failed" -> "failed";
      case "pending" -> "processing";
      default -> "cancelled";
    };
  }

  /** From ISO 8601 to how the other pages write moments. */
  private static String second(String moment) {
    return moment.replaceFirst("T", " ").replaceFirst("(\\.\\d+)?Z$", "");
  }

  private Answer repeat(Visitor visitor, FormBody form) {
    String id = visitor.exchange().variable("message");
    return switch (acts.execute(visitor, new WebhookCommand.Redeliver(id))) {
      case AdminResult.Done _ -> show(visitor, 200, "", visitor.text("console.delivery.queued"));
      case Refusal refusal -> show(visitor, 422, RefusalWords.of(refusal, visitor.reader()), "");
    };
  }
}
