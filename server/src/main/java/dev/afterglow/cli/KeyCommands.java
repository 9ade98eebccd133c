package dev.afterglow.cli;

import static dev.afterglow.cli.View.Column.text;
import static dev.afterglow.cli.View.Column.usd;
import static dev.afterglow.cli.View.Column.word;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.KeyCommand;
import dev.afterglow.ledger.Usd;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code key create|list|revoke}. */
final class KeyCommands {
  private KeyCommands() {}

  @Command(name = "create")
  static final class Create extends OperatorCommand {
    private final InstantSource clock;

    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    @Option(names = "--name", paramLabel = "NAME", descriptionKey = "key.name")
    private String name = "key";

    @Option(names = "--models", split = ",", paramLabel = "MODEL", descriptionKey = "key.models")
    private List<String> models = new ArrayList<>();

    @Option(names = "--read-only", descriptionKey = "key.read-only")
    private boolean readOnly;

    @Option(names = "--network", split = ",", paramLabel = "CIDR", descriptionKey = "key.network")
    private List<String> networks = new ArrayList<>();

    @Option(names = "--day-cap", paramLabel = "USD", descriptionKey = "key.day-cap")
    private Optional<Usd> dayCap = Optional.empty();

    @Option(names = "--total-cap", paramLabel = "USD", descriptionKey = "key.total-cap")
    private Optional<Usd> totalCap = Optional.empty();

    @Option(names = "--per-minute", paramLabel = "N", descriptionKey = "key.per-minute")
    private Optional<Integer> perMinute = Optional.empty();

    @Option(names = "--running", paramLabel = "N", descriptionKey = "key.running")
    private Optional<Integer> running = Optional.empty();

    @Option(names = "--expires", paramLabel = "WHEN", descriptionKey = "option.expires")
    private Optional<Expiry> expires = Optional.empty();

    Create(AdminConnector connector, CommonOptions options, InstantSource clock) {
      super(connector, options);
      this.clock = clock;
    }

    @Override
    AdminCommand command() {
      return new KeyCommand.Create(
          owner,
          name,
          models,
          readOnly,
          networks,
          micros(dayCap),
          micros(totalCap),
          whole(perMinute),
          whole(running),
          expires.map(e -> e.from(clock.instant())));
    }

    @Override
    View view() {
      return View.one(text("id"), text("owner"), text("name"), text("secret"));
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      return super.shown(result, texts) + texts.text("secret.once", List.of()) + "\n";
    }

    private static OptionalLong micros(Optional<Usd> cap) {
      return cap.map(usd -> OptionalLong.of(usd.micros())).orElseGet(OptionalLong::empty);
    }

    private static OptionalInt whole(Optional<Integer> number) {
      return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
  }

  @Command(name = "list")
  static final class ListKeys extends OperatorCommand {
    @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "owner.id")
    private Optional<String> owner = Optional.empty();

    ListKeys(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new KeyCommand.ListKeys(owner);
    }

    @Override
    View view() {
      return View.of(
          "keys",
          text("id"),
          text("owner"),
          text("name"),
          text("hint"),
          word("status"),
          text("models"),
          word("read_only"),
          text("networks"),
          usd("day_cap_micros"),
          usd("total_cap_micros"),
          text("requests_per_minute"),
          text("running_tasks"),
          text("expires_at"));
    }
  }

  @Command(name = "rotate")
  static final class Rotate extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "KEY", descriptionKey = "key.id")
    private String key = "";

    @Option(names = "--overlap", paramLabel = "MINUTES", descriptionKey = "key.overlap")
    private int overlap = 24 * 60;

    Rotate(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new KeyCommand.Rotate(key, overlap);
    }

    @Override
    View view() {
      return View.one(text("id"), text("owner"), text("name"), text("secret"));
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      return super.shown(result, texts) + texts.text("secret.once", List.of()) + "\n";
    }
  }

  @Command(name = "revoke")
  static final class Revoke extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "KEY", descriptionKey = "key.id")
    private String key = "";

    @Option(names = "--cancel-tasks", descriptionKey = "option.cancel-tasks")
    private boolean cancelTasks;

    Revoke(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new KeyCommand.Revoke(key, cancelTasks);
    }

    @Override
    View view() {
      return View.one(text("id"), text("owner"), text("name"), text("hint"), word("status"));
    }

    @Override
    String shown(JsonNode result, OperatorTexts texts) {
      return super.shown(result, texts) + UnfinishedText.of(result, "--key " + key, texts);
    }
  }
}
