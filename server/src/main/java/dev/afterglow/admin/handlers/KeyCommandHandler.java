package dev.afterglow.admin.handlers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.NewKey;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.admin.Accepted;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.KeyCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.handlers.Cancellations.Unfinished;
import dev.afterglow.engines.Model;
import dev.afterglow.ip.Cidr;
import dev.afterglow.ledger.CapState;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.SpendCap;
import dev.afterglow.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Serves commands about keys. */
final class KeyCommandHandler {
  private static final int LONGEST_OVERLAP_MINUTES = 30 * 24 * 60;

  private final Database database;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Cancellations cancellations;
  private final InstantSource clock;

  KeyCommandHandler(
      Database database,
      Accounts accounts,
      Ledger ledger,
      Cancellations cancellations,
      InstantSource clock) {
    this.database = database;
    this.accounts = accounts;
    this.ledger = ledger;
    this.cancellations = cancellations;
    this.clock = clock;
  }

  AdminResult execute(KeyCommand command) {
    return switch (command) {
      case KeyCommand.Create create ->
          accounts
              .owner(create.owner())
              .map(owner -> create(owner, create))
              .orElseGet(() -> OwnerCommandHandler.noSuchOwner(create.owner()));
      case KeyCommand.ListKeys list -> list(list.owner());
      case KeyCommand.Revoke revoke ->
          accounts
              .revoke(revoke.key())
              .<AdminResult>map(key -> Done.of(revoked(key, revoke.cancelTasks())))
              .orElseGet(() -> new Refusal.NoSuchKey(revoke.key()));
      case KeyCommand.Rotate rotate -> rotate(rotate);
    };
  }

  /** The new key and the old one's end are one transaction: no key is lost between them. */
  private AdminResult rotate(KeyCommand.Rotate command) {
    RefusedValue.unlessWithin(
        "overlap", OptionalInt.of(command.overlapMinutes()), 0, LONGEST_OVERLAP_MINUTES);
    Instant now = clock.instant();
    Instant end = now.plus(Duration.ofMinutes(command.overlapMinutes()));
    Optional<IssuedKey> issued =
        database.write(tx -> {
          Optional<Key> old = accounts.key(tx, command.key()).filter(key -> key.validAt(now));
          if (old.isEmpty()) {
            return Optional.<IssuedKey>empty();
          }
          Key key = old.get();
          SpendCap cap = ledger.capOf(tx, key.id());
          IssuedKey made =
              accounts.createKey(
                  tx, new NewKey(key.ownerId(), key.name(), key.scope(), key.expiresAt()));
          ledger.cap(tx, made.key().id(), cap);
          accounts.endAt(tx, key.id(), end);
          return Optional.of(made);
        });
    accounts.changed();
    return issued
        .<AdminResult>map(made -> Done.of(new Issued(made.secret(), sheet(made.key()))))
        .orElseGet(() -> new Refusal.NoSuchKey(command.key()));
  }

  /** Shut out first and counted then, so that no task comes in between. */
  private Revoked revoked(Key key, boolean cancelTasks) {
    return new Revoked(sheet(key), cancellations.ofKey(key.id(), cancelTasks));
  }

  /** The key and what it may spend are one transaction: no key is ever without its cap. */
  private AdminResult create(Owner owner, KeyCommand.Create command) {
    RefusedValue.unlessMoney("day-cap", command.dayCapMicros());
    RefusedValue.unlessMoney("total-cap", command.totalCapMicros());
    Scope scope = scope(command);
    RefusedValue.unlessLater("expires", command.expiresAt(), clock.instant());
    NewKey wanted =
        RefusedValue.unless(
            "name",
            command.name(),
            Accepted.Kind.KEY_NAME,
            () -> new NewKey(owner.id(), command.name(), scope, command.expiresAt()));
    SpendCap cap = new SpendCap(command.dayCapMicros(), command.totalCapMicros());
    IssuedKey issued =
        database.write(tx -> {
          IssuedKey made = accounts.createKey(tx, wanted);
          ledger.cap(tx, made.key().id(), cap);
          return made;
        });
    return Done.of(new Issued(issued.secret(), sheet(issued.key())));
  }

  private static Scope scope(KeyCommand.Create command) {
    List<String> sold = Stream.of(Model.values()).map(Model::id).toList();
    // a mistyped name would make a key that can do nothing, and be found by the customer
    command.models().forEach(model -> RefusedValue.unlessOneOf("models", model, sold));
    RefusedValue.unlessWithin("per-minute", command.requestsPerMinute(), 1, Integer.MAX_VALUE);
    RefusedValue.unlessWithin("running", command.runningTasks(), 1, Integer.MAX_VALUE);
    return new Scope(
        Set.copyOf(command.models()),
        command.readOnly(),
        command.networks().stream().map(KeyCommandHandler::network).toList(),
        command.requestsPerMinute(),
        command.runningTasks());
  }

  private static Cidr network(String text) {
    return RefusedValue.unless("network", text, Accepted.Kind.NETWORK, () -> Cidr.parse(text));
  }

  private AdminResult list(Optional<String> named) {
    if (named.isEmpty()) {
      return listed(accounts.keys());
    }
    return accounts
        .owner(named.get())
        .map(owner -> listed(accounts.keys(owner.id())))
        .orElseGet(() -> OwnerCommandHandler.noSuchOwner(named.get()));
  }

  private AdminResult listed(List<Key> keys) {
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

  private record Revoked(@JsonUnwrapped Sheet key, Unfinished unfinished) {}

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
