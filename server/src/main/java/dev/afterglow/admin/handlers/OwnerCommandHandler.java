package dev.afterglow.admin.handlers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.Accepted;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.OwnerCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.handlers.Cancellations.Unfinished;
import dev.afterglow.ledger.Balance;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.signin.LinkedPeople;
import dev.afterglow.text.Language;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Serves commands about owners. */
final class OwnerCommandHandler {
  private final Accounts accounts;
  private final Ledger ledger;
  private final Cancellations cancellations;
  private final LinkedPeople people;

  OwnerCommandHandler(
      Accounts accounts, Ledger ledger, Cancellations cancellations, LinkedPeople people) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.cancellations = cancellations;
    this.people = people;
  }

  AdminResult execute(OwnerCommand command) {
    return switch (command) {
      case OwnerCommand.Create create -> create(create);
      case OwnerCommand.ListOwners _ ->
          Done.of(new Listed(accounts.owners().stream().map(this::withBalance).toList()));
      case OwnerCommand.Disable disable ->
          accounts
              .owner(disable.owner())
              .flatMap(owner -> accounts.disable(owner.id()))
              .<AdminResult>map(owner -> Done.of(disabled(owner, disable.cancelTasks())))
              .orElseGet(() -> noSuchOwner(disable.owner()));
      case OwnerCommand.Enable enable ->
          accounts
              .owner(enable.owner())
              .flatMap(owner -> accounts.enable(owner.id()))
              .<AdminResult>map(owner -> Done.of(Sheet.of(owner)))
              .orElseGet(() -> noSuchOwner(enable.owner()));
      case OwnerCommand.Unlink unlink ->
          accounts
              .owner(unlink.owner())
              .<AdminResult>map(
                  owner -> Done.of(new Unlinked(Sheet.of(owner), people.unlink(owner.id()))))
              .orElseGet(() -> noSuchOwner(unlink.owner()));
    };
  }

  static AdminResult noSuchOwner(String named) {
    return new Refusal.NoSuchOwner(named);
  }

  /** Shut out first and counted then, so that no task comes in between. */
  private Disabled disabled(Owner owner, boolean cancelTasks) {
    return new Disabled(Sheet.of(owner), cancellations.ofOwner(owner.id(), cancelTasks));
  }

  private AdminResult create(OwnerCommand.Create command) {
    Language language = command.language().map(OwnerCommandHandler::language).orElse(Language.ZH);
    NewOwner named =
        RefusedValue.unless(
            "name",
            command.name(),
            Accepted.Kind.OWNER_NAME,
            () -> new NewOwner(command.name(), Optional.empty(), language));
    NewOwner wanted =
        RefusedValue.unless(
            "email",
            command.email().orElse(""),
            Accepted.Kind.EMAIL,
            () -> new NewOwner(named.name(), command.email(), language));
    if (accounts.owner(wanted.name()).isPresent()) {
      return new Refusal.NameTaken(wanted.name());
    }
    return Done.of(Sheet.of(accounts.createOwner(wanted)));
  }

  private static Language language(String tag) {
    return RefusedValue.unless("language", tag, Accepted.Kind.LANGUAGE, () -> Language.of(tag));
  }

  private Account withBalance(Owner owner) {
    return Account.of(owner, ledger.balance(owner.id()));
  }

  private record Listed(List<Account> owners) {}

  private record Unlinked(@JsonUnwrapped Sheet owner, int unlinked) {}

  private record Disabled(@JsonUnwrapped Sheet owner, Unfinished unfinished) {}

  private record Sheet(
      String id,
      String name,
      Optional<String> email,
      String language,
      String status,
      Instant createdAt) {
    static Sheet of(Owner owner) {
      return new Sheet(
          owner.id(),
          owner.name(),
          owner.email(),
          owner.language().code(),
          owner.disabled() ? "disabled" : "active",
          owner.createdAt());
    }
  }

  private record Account(
      @JsonUnwrapped Sheet owner,
      long balanceMicros,
      long heldMicros,
      long availableMicros,
      long usedMicros) {
    static Account of(Owner owner, Balance balance) {
      return new Account(
          Sheet.of(owner),
          balance.balanceMicros(),
          balance.heldMicros(),
          balance.availableMicros(),
          balance.usedMicros());
    }
  }
}
