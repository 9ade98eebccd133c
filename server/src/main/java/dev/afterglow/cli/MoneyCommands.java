package dev.afterglow.cli;

import dev.afterglow.admin.CodeOrder;
import dev.afterglow.admin.CreditOrder;
import dev.afterglow.admin.Order;
import dev.afterglow.admin.PriceOrder;
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
  static final class AddCredit extends OrderCommand {
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

    AddCredit(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new CreditOrder.Add(owner, amount.micros(), reason, reference);
    }

    @Override
    View view() {
      return View.one("reference", "owner", "micros", "balance_micros", "available_micros");
    }
  }

  @Command(name = "list")
  static final class ListCredit extends OrderCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    ListCredit(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new CreditOrder.List(owner);
    }

    @Override
    View view() {
      return View.of("entries", "created_at", "kind", "micros", "reason", "reference");
    }
  }

  @Command(name = "list")
  static final class ListPrices extends OrderCommand {
    ListPrices(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new PriceOrder.List();
    }

    @Override
    View view() {
      return View.of("prices", "model", "resolution", "micros_per_second");
    }
  }

  @Command(name = "set")
  static final class SetPrice extends OrderCommand {
    @Parameters(index = "0", paramLabel = "MODEL", descriptionKey = "price.model")
    private String model = "";

    @Parameters(index = "1", paramLabel = "RESOLUTION", descriptionKey = "price.resolution")
    private String resolution = "";

    @Parameters(index = "2", paramLabel = "USD", descriptionKey = "price.amount")
    private Usd perSecond = NOTHING;

    SetPrice(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new PriceOrder.Set(model, resolution, perSecond.micros());
    }

    @Override
    Desk.Books books() {
      return Desk.Books.BEGUN;
    }

    @Override
    View view() {
      return View.one("model", "resolution", "micros_per_second");
    }
  }

  @Command(name = "create")
  static final class CreateCodes extends OrderCommand {
    private final InstantSource clock;

    @Parameters(index = "0", paramLabel = "USD", descriptionKey = "code.amount")
    private Usd amount = NOTHING;

    @Option(names = "--count", paramLabel = "N", descriptionKey = "code.count")
    private int count = 1;

    @Option(names = "--expires", paramLabel = "WHEN", descriptionKey = "option.expires")
    private Optional<Expiry> expires = Optional.empty();

    CreateCodes(Desk desk, CommonOptions options, InstantSource clock) {
      super(desk, options);
      this.clock = clock;
    }

    @Override
    Order order() {
      return new CodeOrder.Create(
          amount.micros(), count, expires.map(e -> e.from(clock.instant())));
    }

    @Override
    Desk.Books books() {
      return Desk.Books.BEGUN;
    }

    @Override
    View view() {
      return View.of("codes", "code", "micros", "expires_at");
    }
  }

  @Command(name = "list")
  static final class ListCodes extends OrderCommand {
    ListCodes(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new CodeOrder.List();
    }

    @Override
    View view() {
      return View.of(
          "codes", "hint:code", "micros", "status", "redeemed_by", "created_at", "expires_at");
    }
  }
}
