package dev.afterglow.admin.handlers;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.Accepted;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.CreditCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.ledger.Balance;
import dev.afterglow.ledger.Entry;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves commands about balances. */
final class CreditCommandHandler {
  private static final int LISTED = 100;
  private static final int LONGEST_REASON = 200;
  private static final Pattern REFERENCE = Pattern.compile("[\\x21-\\x7e]{1,100}");

  private final Database database;
  private final Accounts accounts;
  private final Ledger ledger;
  private final InstantSource clock;
  private final UlidGenerator ids;

  CreditCommandHandler(
      Database database, Accounts accounts, Ledger ledger, InstantSource clock, UlidGenerator ids) {
    this.database = database;
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
    this.ids = ids;
  }

  AdminResult execute(CreditCommand command) {
    return switch (command) {
      case CreditCommand.Add add ->
          accounts
              .owner(add.owner())
              .map(owner -> add(owner, add))
              .orElseGet(() -> OwnerCommandHandler.noSuchOwner(add.owner()));
      case CreditCommand.ListEntries list ->
          accounts
              .owner(list.owner())
              .map(this::list)
              .orElseGet(() -> OwnerCommandHandler.noSuchOwner(list.owner()));
    };
  }

  private AdminResult add(Owner owner, CreditCommand.Add command) {
    String reason = checkedReason(command.reason());
    String reference =
        command
            .reference()
            .map(CreditCommandHandler::checkedReference)
            .orElseGet(() -> ids.next("crd_"));
    long micros = command.micros();
    if (micros == 0) {
      throw new RefusedValue(
          new Refusal.BadAmount(
              "usd", micros, -RefusedValue.MOST_MICROS, RefusedValue.MOST_MICROS));
    }
    return database.write(tx ->
        micros > 0
            ? credit(tx, owner, reference, micros, reason)
            : debit(tx, owner, reference, Math.negateExact(micros), reason));
  }

  private AdminResult credit(
      Connection tx, Owner owner, String reference, long micros, String reason)
      throws SQLException {
    boolean booked = ledger.credit(tx, owner.id(), reference, micros, reason, clock.instant());
    return booked ? receipt(tx, owner, reference, micros) : new Refusal.ReferenceTaken(reference);
  }

  /** A repeated debit is told as such, also where the first has left less than it took. */
  private AdminResult debit(
      Connection tx, Owner owner, String reference, long micros, String reason)
      throws SQLException {
    if (ledger.books().known(tx, Entry.Kind.DEBIT, reference)) {
      return new Refusal.ReferenceTaken(reference);
    }
    long available = ledger.balance(tx, owner.id()).availableMicros();
    if (micros > available) {
      return new Refusal.NotEnough(micros, available);
    }
    boolean booked = ledger.debit(tx, owner.id(), reference, micros, reason, clock.instant());
    return booked ? receipt(tx, owner, reference, -micros) : new Refusal.ReferenceTaken(reference);
  }

  private AdminResult receipt(Connection tx, Owner owner, String reference, long micros)
      throws SQLException {
    Balance balance = ledger.balance(tx, owner.id());
    return Done.of(
        new Receipt(
            reference, owner.id(), micros, balance.balanceMicros(), balance.availableMicros()));
  }

  private AdminResult list(Owner owner) {
    List<Entry> entries = database.read(tx -> ledger.books().newest(tx, owner.id(), LISTED));
    return Done.of(new Listed(entries.stream().map(Row::of).toList()));
  }

  private static String checkedReason(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new RefusedValue("reason", reason, new Accepted.Characters(LONGEST_REASON));
    }
    return reason;
  }

  private static String checkedReference(String reference) {
    if (!REFERENCE.matcher(reference).matches()) {
      throw new RefusedValue("reference", reference, new Accepted.Form(Accepted.Kind.REFERENCE));
    }
    return reference;
  }

  private record Receipt(
      String reference, String owner, long micros, long balanceMicros, long availableMicros) {}

  private record Listed(List<Row> entries) {}

  private record Row(
      String reference,
      String kind,
      long micros,
      String reason,
      Optional<String> key,
      Instant createdAt) {
    static Row of(Entry entry) {
      return new Row(
          entry.reference(),
          entry.kind().id(),
          entry.amountMicros(),
          entry.reason(),
          entry.keyId(),
          entry.createdAt());
    }
  }
}
