package dev.afterglow.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.afterglow.ledger.HoldOutcome.CapReached;
import dev.afterglow.ledger.HoldOutcome.Held;
import dev.afterglow.ledger.HoldOutcome.Insufficient;
import dev.afterglow.ledger.HoldOutcome.Period;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.sql.Statements;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path directory;
  private Database database;
  private Ledger ledger;

  @BeforeEach
  void open() {
    database = Database.sqlite(directory.resolve("afterglow.db"));
    ledger = new Ledger(database);
  }

  @AfterEach
  void close() {
    assertEquals(List.of(), new Audit(database).discrepancies());
    database.close();
  }

  private boolean credit(String reference, long micros) {
    return database.write(tx -> ledger.credit(tx, "o", reference, micros, "test", NOW));
  }

  private HoldOutcome hold(String reference, long micros) {
    return database.write(tx -> ledger.hold(tx, "o", "k", reference, micros, NOW));
  }

  @Test
  void fiftyAtOnceWithMoneyForThreeHoldExactlyThree() throws Exception {
    credit("c", 300);
    try (var threads = Executors.newFixedThreadPool(50)) {
      List<Callable<HoldOutcome>> calls =
          IntStream.range(0, 50)
              .<Callable<HoldOutcome>>mapToObj(i -> () -> hold("t" + i, 100))
              .toList();
      long held = 0;
      for (Future<HoldOutcome> outcome : threads.invokeAll(calls)) {
        held += outcome.get() instanceof Held ? 1 : 0;
      }
      assertEquals(3, held);
    }
    assertEquals(new Balance(300, 300, 0), ledger.balance("o"));
    assertEquals(new Insufficient(1, 0), hold("more", 1));
  }

  @Test
  void secondSettlementIsIgnoredAndReleaseAfterSettleToo() {
    credit("c", 500);
    hold("t", 400);
    assertEquals(Resolution.RESOLVED, database.write(tx -> ledger.settle(tx, "t", 400, NOW)));
    assertEquals(
        Resolution.ALREADY_RESOLVED, database.write(tx -> ledger.settle(tx, "t", 400, NOW)));
    assertEquals(Resolution.ALREADY_RESOLVED, database.write(tx -> ledger.release(tx, "t", NOW)));
    assertEquals(new Balance(100, 0, 400), ledger.balance("o"));
    assertEquals(400, ledger.usedByKey("k"));
  }

  @Test
  void releaseGivesEverythingBack() {
    credit("c", 500);
    hold("t", 400);
    assertEquals(Resolution.RESOLVED, database.write(tx -> ledger.release(tx, "t", NOW)));
    assertEquals(new Balance(500, 0, 0), ledger.balance("o"));
  }

  @Test
  void aCreditReferenceCountsOnce() {
    assertEquals(true, credit("c", 500));
    assertEquals(false, credit("c", 500));
    assertEquals(500, ledger.balance("o").balanceMicros());
  }

  @Test
  void amountsBelowOneAndOverflowsAreRefusedBeforeAnythingIsWritten() {
    assertThrows(IllegalArgumentException.class, () -> credit("zero", 0));
    assertThrows(IllegalArgumentException.class, () -> credit("minus", -5));
    credit("c", Long.MAX_VALUE - 1);
    assertThrows(ArithmeticException.class, () -> credit("over", 2));
    assertThrows(IllegalArgumentException.class, () -> hold("t", 0));
    assertEquals(Long.MAX_VALUE - 1, ledger.balance("o").balanceMicros());
  }

  @Test
  void theDatabaseRefusesToChangeOrDeleteAnEntry() {
    credit("c", 500);
    for (String sql : List.of("update entry set amount_micros = 1", "delete from entry")) {
      assertThrows(DatabaseFailure.class, () -> database.write(tx -> Statements.change(tx, sql)));
    }
  }

  @Test
  void aKeyStopsAtItsDailyCapAndAtItsTotalCap() {
    credit("c", 10_000);
    database.write(tx -> {
      ledger.cap(tx, "k", new SpendCap(OptionalLong.of(300), OptionalLong.of(500)));
      return 0;
    });
    assertEquals(new Held(), hold("t1", 200));
    assertEquals(new CapReached(Period.DAY, 300, 100, 200), hold("t2", 200));
    database.write(tx -> ledger.release(tx, "t1", NOW));
    assertEquals(new Held(), hold("t3", 300));
    database.write(tx -> ledger.settle(tx, "t3", 300, NOW));
    Instant tomorrow = NOW.plusSeconds(86_400);
    assertEquals(
        new CapReached(Period.TOTAL, 500, 200, 300),
        database.write(tx -> ledger.hold(tx, "o", "k", "t4", 300, tomorrow)));
    assertEquals(new Held(), database.write(tx -> ledger.hold(tx, "o", "k", "t5", 200, tomorrow)));
  }

  @Test
  void aDebitTakesOnlyWhatIsNotHeld() {
    credit("c", 500);
    hold("t", 400);
    assertEquals(false, database.write(tx -> ledger.debit(tx, "o", "d1", 200, "test", NOW)));
    assertEquals(true, database.write(tx -> ledger.debit(tx, "o", "d2", 100, "test", NOW)));
    assertEquals(false, database.write(tx -> ledger.debit(tx, "o", "d2", 100, "test", NOW)));
    assertEquals(new Balance(400, 400, 0), ledger.balance("o"));
  }
}
