package dev.afterglow.cli;

import dev.afterglow.admin.BooksOrder;
import dev.afterglow.admin.Order;
import dev.afterglow.cli.terminal.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code doctor} and {@code tasks list}. */
final class BooksCommands {
  private BooksCommands() {}

  @Command(name = "doctor")
  static final class Examine extends OrderCommand {
    Examine(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new BooksOrder.Examine();
    }

    @Override
    View view() {
      return View.of("discrepancies", "kind", "subject", "expected", "found");
    }

    @Override
    String shown(JsonNode result, Texts texts) {
      return exitCode(result) == ExitCode.DONE
          ? texts.text("doctor.healthy", counts(result.path("checked"))) + "\n"
          : super.shown(result, texts);
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

  @Command(name = "list")
  static final class Tasks extends OrderCommand {
    @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "owner.id")
    private Optional<String> owner = Optional.empty();

    @Option(names = "--status", paramLabel = "STATUS", descriptionKey = "tasks.status")
    private Optional<String> status = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "tasks.limit")
    private int limit = 20;

    Tasks(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new BooksOrder.Tasks(owner, status, limit);
    }

    @Override
    View view() {
      return View.of(
          "tasks",
          "id",
          "owner",
          "status",
          "progress",
          "model",
          "engine",
          "price_micros",
          "charged_micros",
          "created_at");
    }
  }
}
