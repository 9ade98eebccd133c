package dev.afterglow.cli;

import static dev.afterglow.cli.View.Column.text;
import static dev.afterglow.cli.View.Column.usd;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.ledger.Usd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code usage}: what films brought in, and what their engines cost. */
@Command(name = "usage")
final class UsageCommand extends OperatorCommand {
  private static final String USUAL_ZONE = "Asia/Shanghai";

  @Option(names = "--start", paramLabel = "DATE", descriptionKey = "usage.start")
  private Optional<String> start = Optional.empty();

  @Option(names = "--end", paramLabel = "DATE", descriptionKey = "usage.end")
  private Optional<String> end = Optional.empty();

  @Option(names = "--by", paramLabel = "PARTS", descriptionKey = "usage.by")
  private String by = "model,engine,date";

  @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "usage.owner")
  private Optional<String> owner = Optional.empty();

  @Option(names = "--tz", paramLabel = "ZONE", descriptionKey = "usage.tz")
  private String tz = USUAL_ZONE;

  UsageCommand(AdminConnector connector, CommonOptions options) {
    super(connector, options);
  }

  @Override
  AdminCommand command() {
    return new AuditCommand.Usage(start, end, parts(), owner, tz);
  }

  private List<String> parts() {
    return Arrays.stream(by.split(",", -1)).map(String::strip).toList();
  }

  @Override
  View view() {
    List<View.Column> columns = new ArrayList<>();
    for (String part : List.of("date", "model", "engine")) {
      if (parts().contains(part)) {
        columns.add(text(part));
      }
    }
    columns.addAll(
        List.of(
            text("films"),
            usd("revenue_micros"),
            usd("cost_micros"),
            usd("margin_micros"),
            text("unknown_costs")));
    return View.of("usage", columns.toArray(View.Column[]::new));
  }

  @Override
  String shown(JsonNode result, OperatorTexts texts) {
    JsonNode total = result.path("total");
    String sum =
        texts.text(
                "usage.total",
                List.of(
                    total.path("films").asString(""),
                    new Usd(total.path("revenue_micros").longValue()).toString(),
                    new Usd(total.path("cost_micros").longValue()).toString(),
                    new Usd(total.path("margin_micros").longValue()).toString()))
            + "\n";
    long unknown = total.path("unknown_costs").longValue();
    String note =
        unknown == 0 ? "" : texts.text("usage.unknown", List.of(Long.toString(unknown))) + "\n";
    return super.shown(result, texts) + sum + note;
  }
}
