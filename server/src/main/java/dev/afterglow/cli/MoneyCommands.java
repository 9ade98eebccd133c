package dev.afterglow.cli;

import static dev.afterglow.cli.View.Column.text;
import static dev.afterglow.cli.View.Column.usd;
import static dev.afterglow.cli.View.Column.word;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.CodeCommand;
import dev.afterglow.admin.CreditCommand;
import dev.afterglow.admin.PriceCommand;
import dev.afterglow.ledger.Usd;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code credit add|list}, {@code price list|set}, {@code code create|list}. */
final class MoneyCommands {
  private static final Usd NOTHING = new Usd(0);

  private MoneyCommands() {}

  @Command(name = "add")
  static final class AddCredit extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    @Option(
        names = "--usd",
        required = true,
        paramLabel = "AMOUNT",
        descriptionKey = "credit.amount")
    private Usd amount = NOTHING;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        descriptionKey = "credit.reason")
    private String reason = "";

    @Option(names = "--reference", paramLabel = "ID", descriptionKey = "credit.reference")
    private Optional<String> reference = Optional.empty();

    AddCredit(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new CreditCommand.Add(owner, amount.micros(), reason, reference);
    }

    @Override
    View view() {
      return View.one(
          text("reference"),
          text("owner"),
          usd("micros"),
          usd("balance_micros"),
          usd("available_micros"));
    }
  }

  @Command(name = "list")
  static final class ListCredit extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    ListCredit(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new CreditCommand.ListEntries(owner);
    }

    @Override
    View view() {
      return View.of(
          "entries",
          text("created_at"),
          word("kind"),
          usd("micros"),
          word("reason"),
          text("reference"));
    }
  }

  @Command(name = "list")
  static final class ListPrices extends OperatorCommand {
    ListPrices(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new PriceCommand.ListPrices();
    }

    @Override
    View view() {
      return View.of("prices", text("model"), text("resolution"), usd("micros_per_second"));
    }
  }

  @Command(name = "set")
  static final class SetPrice extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "MODEL", descriptionKey = "price.model")
    private String model = "";

    @Parameters(index = "1", paramLabel = "RESOLUTION", descriptionKey = "price.resolution")
    private String resolution = "";

    @Parameters(index = "2", paramLabel = "USD", descriptionKey = "price.amount")
    private Usd perSecond = NOTHING;

    SetPrice(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new PriceCommand.SetPrice(model, resolution, perSecond.micros());
    }

    @Override
    AdminConnector.Existence existence() {
      return AdminConnector.Existence.OPTIONAL;
    }

    @Override
    View view() {
      return View.one(text("model"), text("resolution"), usd("micros_per_second"));
    }
  }

  @Command(name = "create")
  static final class CreateCodes extends OperatorCommand {
    private final InstantSource clock;

    @Parameters(index = "0", paramLabel = "USD", descriptionKey = "code.amount")
    private Usd amount = NOTHING;

    @Option(names = "--count", paramLabel = "N", descriptionKey = "code.count")
    private int count = 1;

    @Option(names = "--expires", paramLabel = "WHEN", descriptionKey = "option.expires")
    private Optional<Expiry> expires = Optional.empty();

    CreateCodes(AdminConnector connector, CommonOptions options, InstantSource clock) {
      super(connector, options);
      this.clock = clock;
    }

    @Override
    AdminCommand command() {
      return new CodeCommand.Create(
          amount.micros(), count, expires.map(e -> e.from(clock.instant())));
    }

    @Override
    AdminConnector.Existence existence() {
      return AdminConnector.Existence.OPTIONAL;
    }

    @Override
    View view() {
      return View.of("codes", text("code"), usd("micros"), text("expires_at"));
    }
  }

  @Command(name = "list")
  static final class ListCodes extends OperatorCommand {
    ListCodes(AdminConnector connector, CommonOptions options) {
      super(connector, options);
    }

    @Override
    AdminCommand command() {
      return new CodeCommand.ListCodes();
    }

    @Override
    View view() {
      return View.of(
          "codes",
          text("hint").headed("code"),
          usd("micros"),
          word("status"),
          text("redeemed_by"),
          text("created_at"),
          text("expires_at"));
    }
  }
}
