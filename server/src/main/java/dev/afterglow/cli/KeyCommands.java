package dev.afterglow.cli;

import dev.afterglow.admin.KeyOrder;
import dev.afterglow.admin.Order;
import java.time.InstantSource;
import java.util.ArrayList;
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
  static final class Create extends OrderCommand {
    private final InstantSource clock;

    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    @Option(names = "--name", paramLabel = "NAME", descriptionKey = "key.name")
    private String name = "key";

    @Option(names = "--models", split = ",", paramLabel = "MODEL", descriptionKey = "key.models")
    private java.util.List<String> models = new ArrayList<>();

    @Option(names = "--read-only", descriptionKey = "key.read-only")
    private boolean readOnly;

    @Option(names = "--network", split = ",", paramLabel = "CIDR", descriptionKey = "key.network")
    private java.util.List<String> networks = new ArrayList<>();

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

    Create(Desk desk, CommonOptions options, InstantSource clock) {
      super(desk, options);
      this.clock = clock;
    }

    @Override
    Order order() {
      return new KeyOrder.Create(
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
      return View.one("id", "owner", "name", "secret");
    }

    @Override
    String shown(JsonNode result, Texts texts) {
      return super.shown(result, texts) + texts.text("secret.once", java.util.List.of()) + "\n";
    }

    private static OptionalLong micros(Optional<Usd> cap) {
      return cap.map(usd -> OptionalLong.of(usd.micros())).orElseGet(OptionalLong::empty);
    }

    private static OptionalInt whole(Optional<Integer> number) {
      return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
  }

  @Command(name = "list")
  static final class List extends OrderCommand {
    @Option(names = "--owner", paramLabel = "OWNER", descriptionKey = "owner.id")
    private Optional<String> owner = Optional.empty();

    List(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new KeyOrder.List(owner);
    }

    @Override
    View view() {
      return View.of(
          "keys",
          "id",
          "owner",
          "name",
          "hint",
          "status",
          "models",
          "read_only",
          "networks",
          "day_cap_micros",
          "total_cap_micros",
          "requests_per_minute",
          "running_tasks",
          "expires_at");
    }
  }

  @Command(name = "revoke")
  static final class Revoke extends OrderCommand {
    @Parameters(index = "0", paramLabel = "KEY", descriptionKey = "key.id")
    private String key = "";

    Revoke(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new KeyOrder.Revoke(key);
    }

    @Override
    View view() {
      return View.one("id", "owner", "name", "hint", "status");
    }
  }
}
