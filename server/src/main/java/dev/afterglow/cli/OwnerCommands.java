package dev.afterglow.cli;

import static dev.afterglow.cli.View.Column.text;
import static dev.afterglow.cli.View.Column.usd;
import static dev.afterglow.cli.View.Column.word;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.OwnerCommand;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code owner create|list|disable|enable|unlink}. */
final class OwnerCommands {
  private static final View OWNER =
      View.one(
          text("id"),
          text("name"),
          text("email"),
          text("language"),
          word("status"),
          text("created_at"));

  private OwnerCommands() {}

  @Command(name = "create")
  static final class Create extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "owner.name")
    private String name = "";

    @Option(names = "--email", paramLabel = "ADDRESS", descriptionKey = "owner.email")
    private Optional<String> email = Optional.empty();

    @Option(names = "--language", paramLabel = "LANG", descriptionKey = "owner.language")
    private Optional<String> ownerLanguage = Optional.empty();

    Create(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new OwnerCommand.Create(name, email, ownerLanguage);
    }

    @Override
    AdminConnector.Existence existence() {
      return AdminConnector.Existence.OPTIONAL;
    }

    @Override
    View view() {
      return OWNER;
    }
  }

  @Command(name = "list")
  static final class ListOwners extends OperatorCommand {
    ListOwners(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new OwnerCommand.ListOwners();
    }

    @Override
    View view() {
      return View.of(
          "owners",
          text("id"),
          text("name"),
          text("email"),
          text("language"),
          word("status"),
          usd("balance_micros"),
          usd("held_micros"),
          usd("available_micros"),
          usd("used_micros"));
    }
  }

  @Command(name = "disable")
  static final class Disable extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    @Option(names = "--cancel-tasks", descriptionKey = "option.cancel-tasks")
    private boolean cancelTasks;

    Disable(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new OwnerCommand.Disable(owner, cancelTasks);
    }

    @Override
    View view() {
      return OWNER;
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      return super.shown(result, texts) + UnfinishedText.of(result, "--owner " + owner, texts);
    }
  }

  @Command(name = "enable")
  static final class Enable extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    Enable(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new OwnerCommand.Enable(owner);
    }

    @Override
    View view() {
      return OWNER;
    }
  }

  @Command(name = "unlink")
  static final class Unlink extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    Unlink(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new OwnerCommand.Unlink(owner);
    }

    @Override
    View view() {
      return OWNER;
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      boolean any = result.path("unlinked").asInt(0) > 0;
      return super.shown(result, texts)
          + texts.text(any ? "owner.unlinked" : "owner.not-linked", List.of())
          + "\n";
    }
  }
}
