package dev.afterglow.cli;

import static dev.afterglow.cli.View.Column.text;
import static dev.afterglow.cli.View.Column.word;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.ledger.Usd;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code doctor}. */
@Command(name = "doctor")
final class DoctorCommand extends OperatorCommand {
  private static final String DATABASE = "database";
  private static final String STRANGER = "stranger";

  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,18}");

  /** What is told in micro-dollars. */
  private static final Set<String> MONEY =
      Set.of(
          "balance",
          "held",
          "used",
          "day",
          "code",
          "overdrawn",
          "task_without_hold",
          "hold_without_task",
          "charge",
          "charge_without_task");

  @Option(names = "--repair", descriptionKey = "doctor.repair")
  private boolean repair;

  DoctorCommand(AdminConnector connector, CommonOptions options) {
    super(connector, options);
  }

  @Override
  AdminCommand command() {
    return repair ? new AuditCommand.Repair() : new AuditCommand.Examine();
  }

  @Override
  View view() {
    return View.of(
        "discrepancies",
        word("kind").of("finding"),
        text("subject"),
        word("expected").of("found"),
        word("found"));
  }

  @Override
  String shown(JsonNode result, OperatorTexts texts) {
    String unclear =
        repaired(result.path("repaired"), texts)
            + store(result, texts)
            + unclear(result.path("unclear"), texts)
            + unfinishable(result, texts)
            + webhooks(result.path("webhooks"), texts);
    if (exitCode(result) == ExitCode.DONE) {
      return texts.text("doctor.healthy", counts(result.path("checked"))) + "\n" + unclear;
    }
    return view().table(inDollars(result, texts), texts) + unclear + left(result, texts);
  }

  /** The same with amounts as people read them. */
  private static JsonNode inDollars(JsonNode result, OperatorTexts texts) {
    JsonNode shown = result.deepCopy();
    for (JsonNode finding : shown.path("discrepancies")) {
      if (finding instanceof ObjectNode row && MONEY.contains(row.path("kind").asString(""))) {
        for (String side : List.of("expected", "found")) {
          String micros = row.path(side).asString("");
          if (AMOUNT.matcher(micros).matches()) {
            String usd = Usd.shown(Long.parseLong(micros));
            row.put(side, texts.text("value.usd", List.of(usd)));
          }
        }
      }
    }
    return shown;
  }

  /** What {@code --repair} does not put right, and why. */
  private String left(JsonNode result, OperatorTexts texts) {
    if (any(result, DATABASE::equals)) {
      return texts.text("doctor.damaged", List.of()) + "\n";
    }
    String strangers =
        any(result, STRANGER::equals) ? texts.text("doctor.strangers", List.of()) + "\n" : "";
    return repair && any(result, kind -> !kind.equals(STRANGER) && !kind.equals("store"))
        ? strangers + texts.text("doctor.left", List.of()) + "\n"
        : strangers;
  }

  /** What was put right is not among what is wrong any more. */
  private static String repaired(JsonNode findings, OperatorTexts texts) {
    return findings
        .valueStream()
        .map(finding ->
            texts.text(
                    "doctor.repaired",
                    List.of(
                        texts.word("finding", finding.path("kind").asString("")),
                        finding.path("subject").asString("")))
                + "\n")
        .collect(Collectors.joining());
  }

  /** Where the store does not answer, half of the examination is missing. */
  private static String store(JsonNode result, OperatorTexts texts) {
    return result
        .path("discrepancies")
        .valueStream()
        .filter(finding -> finding.path("kind").asString("").equals("store"))
        .map(finding ->
            texts.text("doctor.store", List.of(finding.path("found").asString(""))) + "\n")
        .collect(Collectors.joining());
  }

  /** Nothing is wrong with the books then, but somebody has to decide. */
  private static String unclear(JsonNode tasks, OperatorTexts texts) {
    return tasks
        .valueStream()
        .map(task ->
            texts.text(
                    "doctor.unclear",
                    List.of(
                        task.path("id").asString(""),
                        task.path("engine").asString(""),
                        task.path("job").asString(""),
                        task.path("sent_at").asString("")))
                + "\n")
        .collect(Collectors.joining());
  }

  /** The books may be right where no film can be cut or joined. */
  private static String unfinishable(JsonNode result, OperatorTexts texts) {
    return result
        .path("unfinishable")
        .asStringOpt()
        .map(why -> texts.text("doctor.no-ffmpeg", List.of(why)) + "\n")
        .orElse("");
  }

  /** Neither is wrong with the books: somebody may want to look at the receivers. */
  private static String webhooks(JsonNode outbox, OperatorTexts texts) {
    StringBuilder said = new StringBuilder();
    JsonNode stuck = outbox.path("stuck");
    if (!stuck.isEmpty()) {
      said.append(
              texts.text(
                  "doctor.webhooks.stuck",
                  List.of(
                      Integer.toString(stuck.size()),
                      stuck.path(0).path("id").asString(""),
                      stuck.path(0).path("due_at").asString(""))))
          .append('\n');
    }
    String failed = outbox.path("failed_endpoints").asString("0");
    if (!failed.equals("0")) {
      said.append(texts.text("doctor.webhooks.failed", List.of(failed))).append('\n');
    }
    return said.toString();
  }

  private static boolean any(JsonNode result, Predicate<String> kind) {
    return result
        .path("discrepancies")
        .valueStream()
        .anyMatch(finding -> kind.test(finding.path("kind").asString("")));
  }

  private static List<String> counts(JsonNode checked) {
    return Stream.of("entries", "holds", "tasks", "files")
        .map(what -> checked.path(what).asString())
        .toList();
  }

  @Override
  int exitCode(JsonNode result) {
    return result.path("discrepancies").isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
