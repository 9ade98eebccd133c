package dev.afterglow.cli;

import dev.afterglow.admin.Order;
import dev.afterglow.admin.OwnerOrder;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code owner create|list|disable|enable}. */
final class OwnerCommands {
  private static final View OWNER =
      View.one("id", "name", "email", "language", "status", "created_at");

  private OwnerCommands() {}

  @Command(name = "create")
  static final class Create extends OrderCommand {
    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "owner.name")
    private String name = "";

    @Option(names = "--email", paramLabel = "ADDRESS", descriptionKey = "owner.email")
    private Optional<String> email = Optional.empty();

    @Option(names = "--language", paramLabel = "LANG", descriptionKey = "owner.language")
    private Optional<String> ownerLanguage = Optional.empty();

    Create(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new OwnerOrder.Create(name, email, ownerLanguage);
    }

    @Override
    Desk.Books books() {
      return Desk.Books.BEGUN;
    }

    @Override
    View view() {
      return OWNER;
    }
  }

  @Command(name = "list")
  static final class List extends OrderCommand {
    List(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new OwnerOrder.List();
    }

    @Override
    View view() {
      return View.of(
          "owners",
          "id",
          "name",
          "email",
          "language",
          "status",
          "balance_micros",
          "held_micros",
          "available_micros",
          "used_micros");
    }
  }

  @Command(name = "disable")
  static final class Disable extends OrderCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    Disable(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new OwnerOrder.Disable(owner);
    }

    @Override
    View view() {
      return OWNER;
    }
  }

  @Command(name = "enable")
  static final class Enable extends OrderCommand {
    @Parameters(index = "0", paramLabel = "OWNER", descriptionKey = "owner.id")
    private String owner = "";

    Enable(Desk desk, CommonOptions options) {
      super(desk, options);
    }

    @Override
    Order order() {
      return new OwnerOrder.Enable(owner);
    }

    @Override
    View view() {
      return OWNER;
    }
  }
}
