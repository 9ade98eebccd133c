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
        order.language().map(Owner.Language::of).orElse(Owner.Language.ENGLISH);
    return Done.of(
        Sheet.of(accounts.createOwner(new NewOwner(order.name(), order.email(), language))));
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
