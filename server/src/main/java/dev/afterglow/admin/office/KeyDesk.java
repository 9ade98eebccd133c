package dev.afterglow.admin.office;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.NewKey;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import dev.afterglow.admin.KeyOrder;
import dev.afterglow.engines.Model;
import dev.afterglow.ledger.CapState;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.SpendCap;
import dev.afterglow.net.Cidr;
import dev.afterglow.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Serves orders about keys. */
final class KeyDesk {
  private final Database database;
  private final Accounts accounts;
  private final Ledger ledger;
  private final InstantSource clock;

  KeyDesk(Database database, Accounts accounts, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
  }

  Answer carryOut(KeyOrder order) {
    return switch (order) {
      case KeyOrder.Create create ->
          accounts
              .owner(create.owner())
              .map(owner -> create(owner, create))
              .orElseGet(() -> OwnerDesk.noSuchOwner(create.owner()));
      case KeyOrder.List list -> list(list.owner());
      case KeyOrder.Revoke revoke ->
          accounts
              .revoke(revoke.key())
              .<Answer>map(key -> Done.of(sheet(key)))
              .orElseGet(() -> Refused.because(Reason.NO_SUCH_KEY, revoke.key()));
    };
  }

  /** The key and what it may spend are one transaction: no key is ever without its cap. */
  private Answer create(Owner owner, KeyOrder.Create order) {
    WrongValue.unlessMoney("day-cap", order.dayCapMicros());
    WrongValue.unlessMoney("total-cap", order.totalCapMicros());
    Scope scope = scope(order);
    WrongValue.unlessLater("expires", order.expiresAt(), clock.instant());
    NewKey wish =
        WrongValue.unless(
            "name",
            order.name(),
            "name",
            () -> new NewKey(owner.id(), order.name(), scope, order.expiresAt()));
    SpendCap cap = new SpendCap(order.dayCapMicros(), order.totalCapMicros());
    IssuedKey issued =
        database.write(tx -> {
          IssuedKey made = accounts.createKey(tx, wish);
          ledger.cap(tx, made.key().id(), cap);
          return made;
        });
    return Done.of(new Issued(issued.secret(), sheet(issued.key())));
  }

  private static Scope scope(KeyOrder.Create order) {
    List<String> sold = Stream.of(Model.values()).map(Model::id).toList();
    // a mistyped name would make a key that can do nothing, and be found by the customer
    order.models().forEach(model -> WrongValue.unlessOneOf("models", model, sold));
    WrongValue.unlessWithin("per-minute", order.requestsPerMinute(), 1, Integer.MAX_VALUE);
    WrongValue.unlessWithin("running", order.runningTasks(), 1, Integer.MAX_VALUE);
    return new Scope(
        Set.copyOf(order.models()),
        order.readOnly(),
        order.networks().stream().map(KeyDesk::network).toList(),
        order.requestsPerMinute(),
        order.runningTasks());
  }

  private static Cidr network(String text) {
    return WrongValue.unless("network", text, "network", () -> Cidr.parse(text));
  }

  private Answer list(Optional<String> named) {
    if (named.isEmpty()) {
      return listed(accounts.keys());
    }
    return accounts
        .owner(named.get())
        .map(owner -> listed(accounts.keys(owner.id())))
        .orElseGet(() -> OwnerDesk.noSuchOwner(named.get()));
  }

  private Answer listed(List<Key> keys) {
    return Done.of(new Listed(keys.stream().map(this::sheet).toList()));
  }

  private Sheet sheet(Key key) {
    Instant now = clock.instant();
    CapState cap = ledger.capState(key.id(), now);
    Scope scope = key.scope();
    return new Sheet(
        key.id(),
        key.owner().name(),
        key.ownerId(),
        key.name(),
        key.prefix() + "…" + key.lastFour(),
        status(key, now),
        List.copyOf(scope.models()),
        scope.readOnly(),
        scope.networks().stream().map(Cidr::toString).toList(),
        cap.cap().dailyMicros(),
        cap.todayMicros(),
        cap.cap().totalMicros(),
        cap.totalMicros(),
        scope.requestsPerMinute(),
        scope.runningTasks(),
        key.createdAt(),
        key.expiresAt());
  }

  private static String status(Key key, Instant now) {
    if (key.revokedAt().isPresent()) {
      return "revoked";
    }
    return key.validAt(now) ? "active" : "expired";
  }

  private record Listed(List<Sheet> keys) {}

  private record Issued(String secret, @JsonUnwrapped Sheet key) {}

  /** A key without its secret. */
  private record Sheet(
      String id,
      String owner,
      String ownerId,
      String name,
      String hint,
      String status,
      List<String> models,
      boolean readOnly,
      List<String> networks,
      OptionalLong dayCapMicros,
      long daySpentMicros,
      OptionalLong totalCapMicros,
      long totalSpentMicros,
      OptionalInt requestsPerMinute,
      OptionalInt runningTasks,
      Instant createdAt,
      Optional<Instant> expiresAt) {}
}
