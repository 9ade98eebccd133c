package dev.afterglow.admin.office;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import dev.afterglow.admin.OwnerOrder;
import dev.afterglow.ledger.Balance;
import dev.afterglow.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Serves orders about owners. */
final class OwnerDesk {
  private final Accounts accounts;
  private final Ledger ledger;

  OwnerDesk(Accounts accounts, Ledger ledger) {
    this.accounts = accounts;
    this.ledger = ledger;
  }

  Answer carryOut(OwnerOrder order) {
    return switch (order) {
      case OwnerOrder.Create create -> create(create);
      case OwnerOrder.List _ ->
          Done.of(new Listed(accounts.owners().stream().map(this::withBalance).toList()));
      case OwnerOrder.Disable disable ->
          changed(
              disable.owner(),
              accounts.owner(disable.owner()).flatMap(o -> accounts.disable(o.id())));
      case OwnerOrder.Enable enable ->
          changed(
              enable.owner(), accounts.owner(enable.owner()).flatMap(o -> accounts.enable(o.id())));
    };
  }

  static Refused noSuchOwner(String named) {
    return Refused.because(Reason.NO_SUCH_OWNER, named);
  }

  private Answer create(OwnerOrder.Create order) {
    Owner.Language language =
        order.language().map(OwnerDesk::language).orElse(Owner.Language.ENGLISH);
    NewOwner named =
        WrongValue.unless(
            "name",
            order.name(),
            "owner-name",
            () -> new NewOwner(order.name(), Optional.empty(), language));
    NewOwner wish =
        WrongValue.unless(
            "email",
            order.email().orElse(""),
            "email",
            () -> new NewOwner(named.name(), order.email(), language));
    if (accounts.owner(wish.name()).isPresent()) {
      return Refused.because(Reason.NAME_TAKEN, wish.name());
    }
    return Done.of(Sheet.of(accounts.createOwner(wish)));
  }

  private static Owner.Language language(String tag) {
    return WrongValue.unless("language", tag, "language", () -> Owner.Language.of(tag));
  }

  private static Answer changed(String named, Optional<Owner> owner) {
    return owner.<Answer>map(o -> Done.of(Sheet.of(o))).orElseGet(() -> noSuchOwner(named));
  }

  private Account withBalance(Owner owner) {
    return Account.of(owner, ledger.balance(owner.id()));
  }

  private record Listed(List<Account> owners) {}

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
          owner.language().tag(),
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
