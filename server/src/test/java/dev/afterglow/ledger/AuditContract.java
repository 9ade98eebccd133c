package dev.afterglow.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.ledger.Discrepancy.Kind;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit finds whatever was changed behind the ledger's back. */
abstract class AuditContract {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Database database;
  private Supplier<List<Discrepancy>> audit = List::of;

  abstract Database open();

  /** What looks at the books. */
  Supplier<List<Discrepancy>> audit(Database books) {
    return new Audit(books)::discrepancies;
  }

  @BeforeEach
  void keepBooks() {
    database = open();
    audit = audit(database);
    Ledger ledger = new Ledger(database);
    database.write(tx -> {
      ledger.credit(tx, "o", "c", 1_000, "test", NOW);
      ledger.hold(tx, "o", "k", "t1", 300, NOW);
      ledger.hold(tx, "o", "k", "t2", 100, NOW);
      return ledger.settle(tx, "t1", 300, NOW);
    });
    assertEquals(List.of(), audit.get());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<Discrepancy> after(String sql) {
    database.write(tx -> Statements.change(tx, sql));
    return audit.get();
  }

  @Test
  void wrongBalanceIsFound() {
    assertEquals(
        List.of(new Discrepancy(Kind.BALANCE, "o", 700, 701)),
        after("update balance set balance_micros = balance_micros + 1"));
  }

  @Test
  void wrongSumsOfAnOwnerAreFound() {
    assertEquals(
        List.of(
            new Discrepancy(Kind.HELD, "o", 100, 99), new Discrepancy(Kind.USED, "o", 300, 302)),
        after("update balance set held_micros = 99, used_micros = 302"));
  }

  @Test
  void wrongSumsOfAKeyAreFound() {
    assertEquals(
        List.of(new Discrepancy(Kind.HELD, "k", 100, 0), new Discrepancy(Kind.USED, "k", 300, 5)),
        after("update key_spend set held_micros = 0, used_micros = 5"));
  }

  @Test
  void lostHoldIsFound() {
    assertEquals(
        List.of(new Discrepancy(Kind.HELD, "o", 0, 100), new Discrepancy(Kind.HELD, "k", 0, 100)),
        after("delete from hold"));
  }

  @Test
  void lostRowsAreFound() {
    assertEquals(
        List.of(
            new Discrepancy(Kind.BALANCE, "o", 700, 0),
            new Discrepancy(Kind.HELD, "o", 100, 0),
            new Discrepancy(Kind.USED, "o", 300, 0)),
        after("delete from balance"));
  }

  @Test
  void overdraftIsFound() {
    assertEquals(
        List.of(
            new Discrepancy(Kind.BALANCE, "o", -50, 700),
            new Discrepancy(Kind.OVERDRAWN, "o", 0, -150)),
        after(
            "insert into entry values ('d', 'debit', 'o', null, -750, 'behind our back', 1795400000000)"));
  }

  @Test
  void entryThatNobodyBookedIsFound() {
    assertEquals(
        List.of(new Discrepancy(Kind.BALANCE, "p", 9, 0)),
        after(
            "insert into entry values ('x', 'credit', 'p', null, 9, 'behind our back', 1795400000000)"));
  }
}
