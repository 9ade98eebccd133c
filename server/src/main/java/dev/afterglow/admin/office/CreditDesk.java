package dev.afterglow.admin.office;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import dev.afterglow.admin.CreditOrder;
import dev.afterglow.ledger.Balance;
import dev.afterglow.ledger.Entry;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves orders about balances. */
final class CreditDesk {
  private static final int LISTED = 100;
  private static final int LONGEST_REASON = 200;
  private static final Pattern REFERENCE = Pattern.compile("[\\x21-\\x7e]{1,100}");

  private final Database database;
  private final Accounts accounts;
  private final Ledger ledger;
  private final InstantSource clock;
  private final TimeOrderedIds ids;

  CreditDesk(
      Database database,
      Accounts accounts,
      Ledger ledger,
      InstantSource clock,
      TimeOrderedIds ids) {
    this.database = database;
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
    this.ids = ids;
  }

  Answer carryOut(CreditOrder order) {
    return switch (order) {
      case CreditOrder.Add add ->
          accounts
              .owner(add.owner())
              .map(owner -> add(owner, add))
              .orElseGet(() -> OwnerDesk.noSuchOwner(add.owner()));
      case CreditOrder.List list ->
          accounts
              .owner(list.owner())
              .map(this::list)
              .orElseGet(() -> OwnerDesk.noSuchOwner(list.owner()));
    };
  }

  private Answer add(Owner owner, CreditOrder.Add order) {
    String reason = checkedReason(order.reason());
    String reference =
        order.reference().map(CreditDesk::checkedReference).orElseGet(() -> ids.next("crd_"));
    long micros = order.micros();
    if (micros == 0) {
      throw new WrongValue("usd", micros, "usd-not-zero");
    }
    return database.write(tx ->
        micros > 0
            ? credit(tx, owner, reference, micros, reason)
            : debit(tx, owner, reference, Math.negateExact(micros), reason));
  }

  private Answer credit(Connection tx, Owner owner, String reference, long micros, String reason)
      throws SQLException {
    boolean booked = ledger.credit(tx, owner.id(), reference, micros, reason, clock.instant());
    return booked
        ? receipt(tx, owner, reference, micros)
        : Refused.because(Reason.REFERENCE_TAKEN, reference);
  }

  /** A repeated debit is told as such, also where the first has left less than it took. */
  private Answer debit(Connection tx, Owner owner, String reference, long micros, String reason)
      throws SQLException {
    if (ledger.books().known(tx, Entry.Kind.DEBIT, reference)) {
      return Refused.because(Reason.REFERENCE_TAKEN, reference);
    }
    long available = ledger.balance(tx, owner.id()).availableMicros();
    if (micros > available) {
      return Refused.because(Reason.NOT_ENOUGH, Long.toString(micros), Long.toString(available));
    }
    boolean booked = ledger.debit(tx, owner.id(), reference, micros, reason, clock.instant());
    return booked
        ? receipt(tx, owner, reference, -micros)
        : Refused.because(Reason.REFERENCE_TAKEN, reference);
  }

  private Answer receipt(Connection tx, Owner owner, String reference, long micros)
      throws SQLException {
    Balance balance = ledger.balance(tx, owner.id());
    return Done.of(
        new Receipt(
            reference, owner.id(), micros, balance.balanceMicros(), balance.availableMicros()));
  }

  private Answer list(Owner owner) {
    List<Entry> entries = database.read(tx -> ledger.books().newest(tx, owner.id(), LISTED));
    return Done.of(new Listed(entries.stream().map(Line::of).toList()));
  }

  private static String checkedReason(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new WrongValue("reason", reason, "text", Integer.toString(LONGEST_REASON));
    }
    return reason;
  }

  private static String checkedReference(String reference) {
    if (!REFERENCE.matcher(reference).matches()) {
      throw new WrongValue("reference", reference, "reference");
    }
    return reference;
  }

  private record Receipt(
      String reference, String owner, long micros, long balanceMicros, long availableMicros) {}

  private record Listed(List<Line> entries) {}

  private record Line(
      String reference,
      String kind,
      long micros,
      String reason,
      Optional<String> key,
      Instant createdAt) {
    static Line of(Entry entry) {
      return new Line(
          entry.reference(),
          entry.kind().id(),
          entry.amountMicros(),
          entry.reason(),
          entry.keyId(),
          entry.createdAt());
    }
  }
}
