package dev.afterglow.cli;

import static dev.afterglow.cli.View.Column.text;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.ConsoleCommand;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code console}: prints a link that signs in once. */
@Command(name = "console")
final class ConsoleLinkCommand extends OperatorCommand {
  @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "console.owner")
  private Optional<String> owner = Optional.empty();

  ConsoleLinkCommand(AdminConnector connector, CommonOptions options) {
    super(connector, options);
  }

  @Override
  AdminCommand command() {
    return new ConsoleCommand.Link(owner);
  }

  @Override
  View view() {
    return View.one(text("owner"), text("link"));
  }

  @Override
  String shown(JsonNode result, OperatorTexts texts) {
    return texts.text(
            "console.link",
            List.of(
                result.path("owner").asString(),
                result.path("minutes").asString(),
                result.path("link").asString()))
        + "\n";
  }
}
