package dev.afterglow.cli;

import static dev.afterglow.cli.View.Column.text;
import static dev.afterglow.cli.View.Column.usd;
import static dev.afterglow.cli.View.Column.word;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.TaskCommand;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.UsageRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tasks list|cancel|decide}. */
final class TaskCommands {
  private TaskCommands() {}

  @Command(name = "list")
  static final class ListTasks extends OperatorCommand {
    @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "owner.id")
    private Optional<String> owner = Optional.empty();

    @Option(names = "--status", paramLabel = "STATUS", descriptionKey = "tasks.status")
    private Optional<String> status = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "tasks.limit")
    private int limit = 20;

    ListTasks(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new TaskCommand.ListTasks(owner, status, limit);
    }

    @Override
    View view() {
      return View.of(
          "tasks",
          text("id"),
          text("owner"),
          text("status"),
          text("progress"),
          text("model"),
          text("engine"),
          usd("price_micros"),
          usd("charged_micros"),
          text("created_at"));
    }
  }

  @Command(name = "cancel")
  static final class Cancel extends OperatorCommand {
    @Parameters(arity = "0..*", paramLabel = "ID", descriptionKey = "tasks.id")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "tasks.of-owner")
    private Optional<String> owner = Optional.empty();

    @Option(names = "--key", paramLabel = "KEY", descriptionKey = "tasks.of-key")
    private Optional<String> key = Optional.empty();

    Cancel(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      List<TaskCommand.Which> said = new ArrayList<>();
      if (!ids.isEmpty()) {
        said.add(new TaskCommand.ById(ids));
      }
      owner.map(TaskCommand.ByOwner::new).ifPresent(said::add);
      key.map(TaskCommand.ByKey::new).ifPresent(said::add);
      if (said.size() != 1) {
        throw new UsageRefused(
            spec.commandLine(),
            OperatorTexts.in(options.language()).text("tasks.which", List.of()));
      }
      return new TaskCommand.Cancel(said.getFirst());
    }

    @Override
    View view() {
      return View.of("tasks", text("id"), word("outcome"));
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      JsonNode tasks = result.path("tasks");
      return tasks.isEmpty()
          ? texts.text("unfinished.none", List.of()) + "\n"
          : super.shown(result, texts) + UnfinishedText.cancelled(tasks, texts);
    }

    @Override
    int exitCode(JsonNode result) {
      boolean unknown =
          result
              .path("tasks")
              .valueStream()
              .anyMatch(task -> task.path("outcome").asString("").equals("not_found"));
      return unknown ? ExitCode.FAILED : ExitCode.DONE;
    }
  }

  @Command(name = "decide")
  static final class Decide extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "tasks.unclear-id")
    private String id = "";

    @Parameters(index = "1", paramLabel = "DECISION", descriptionKey = "tasks.decision")
    private String decision = "";

    @Option(names = "--ticket", paramLabel = "TICKET", descriptionKey = "tasks.ticket")
    private Optional<String> ticket = Optional.empty();

    Decide(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new TaskCommand.Decide(id, decision, ticket);
    }

    @Override
    View view() {
      return View.of("tasks", text("id"), text("outcome"));
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      return texts.text("decided." + result.path("outcome").asString(""), List.of(id)) + "\n";
    }

    @Override
    int exitCode(JsonNode result) {
      String outcome = result.path("outcome").asString("");
      return outcome.equals("not_found") || outcome.equals("known")
          ? ExitCode.FAILED
          : ExitCode.DONE;
    }
  }
}
