package dev.afterglow.cli;

import static dev.afterglow.cli.View.Column.text;
import static dev.afterglow.cli.View.Column.word;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.WebhookCommand;
import dev.afterglow.cli.terminal.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code webhook add|list|remove|enable|disable|rotate|test|deliveries|redeliver}. */
final class WebhookCommands {
  private WebhookCommands() {}

  private static View endpoint() {
    return View.one(
        text("id"), text("owner"), text("name"), text("url"), text("events"), word("status"));
  }

  private static View issued() {
    return View.one(
        text("id"), text("owner"), text("name"), text("url"), text("events"), text("secret"));
  }

  private static String once(String table, OperatorTexts texts) {
    return table + texts.text("secret.once", List.of()) + "\n";
  }

  /** A command about the one endpoint or delivery that it names. */
  abstract static class OnOne extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "webhook.id")
    private String id = "";

    OnOne(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    String id() {
      return id;
    }

    @Override
    View view() {
      return endpoint();
    }
  }

  @Command(name = "add")
  static final class Add extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    @Parameters(index = "1", paramLabel = "URL", descriptionKey = "webhook.url")
    private String url = "";

    @Option(names = "--name", paramLabel = "NAME", descriptionKey = "webhook.name")
    private String name = "webhook";

    @Option(
        names = "--events",
        split = ",",
        paramLabel = "EVENT",
        descriptionKey = "webhook.events")
    private List<String> events = new ArrayList<>();

    Add(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.AddEndpoint(owner, name, url, events);
    }

    @Override
    View view() {
      return issued();
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      return once(super.shown(result, texts), texts);
    }
  }

  @Command(name = "list")
  static final class ListEndpoints extends OperatorCommand {
    @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "owner.id")
    private Optional<String> owner = Optional.empty();

    ListEndpoints(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.ListEndpoints(owner);
    }

    @Override
    View view() {
      return View.of(
          "endpoints",
          text("id"),
          text("owner"),
          text("name"),
          text("url"),
          text("events"),
          word("status"),
          text("failing_since"),
          text("created_at"));
    }
  }

  @Command(name = "remove")
  static final class Remove extends OnOne {
    Remove(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.RemoveEndpoint(id());
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      return texts.text("webhook.removed", List.of(id())) + "\n";
    }
  }

  @Command(name = "enable")
  static final class Enable extends OnOne {
    Enable(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.SwitchEndpoint(id(), true);
    }
  }

  @Command(name = "disable")
  static final class Disable extends OnOne {
    Disable(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.SwitchEndpoint(id(), false);
    }
  }

  @Command(name = "rotate")
  static final class Rotate extends OnOne {
    @Option(names = "--at-once", descriptionKey = "webhook.at-once")
    private boolean atOnce;

    Rotate(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.RotateSecret(id(), atOnce);
    }

    @Override
    View view() {
      return issued();
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      String shown = once(super.shown(result, texts), texts);
      return atOnce ? shown : shown + texts.text("webhook.overlap", List.of()) + "\n";
    }
  }

  @Command(name = "test")
  static final class Test extends OnOne {
    @Option(names = "--event", paramLabel = "EVENT", descriptionKey = "webhook.event")
    private String event = "video.completed";

    Test(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.TestEndpoint(id(), event);
    }

    @Override
    View view() {
      return View.one(text("id"), word("last").of("fault"));
    }

    @Override
    int exitCode(JsonNode result) {
      return result.path("last").asString("").startsWith("2") ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(name = "deliveries")
  static final class Deliveries extends OperatorCommand {
    @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "owner.id")
    private Optional<String> owner = Optional.empty();

    @Option(names = "--endpoint", paramLabel = "ID", descriptionKey = "webhook.endpoint")
    private Optional<String> endpoint = Optional.empty();

    @Option(names = "--state", paramLabel = "STATE", descriptionKey = "webhook.state")
    private Optional<String> state = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "tasks.limit")
    private int limit = 20;

    Deliveries(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.ListDeliveries(owner, endpoint, state, limit);
    }

    @Override
    View view() {
      return View.of(
          "deliveries",
          text("id"),
          text("owner"),
          text("endpoint"),
          text("type"),
          word("state").of("delivery"),
          text("attempts"),
          word("last").of("fault"),
          text("last_attempt_at"),
          text("next_attempt_at"));
    }
  }

  @Command(name = "redeliver")
  static final class Redeliver extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "webhook.delivery")
    private String id = "";

    Redeliver(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new WebhookCommand.Redeliver(id);
    }

    @Override
    View view() {
      return endpoint();
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      return texts.text("webhook.again", List.of(id)) + "\n";
    }
  }
}
