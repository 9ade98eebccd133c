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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger promises on every database. */
abstract class LedgerContract {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Database database;
  private Ledger ledger;

  abstract Database open();

  @BeforeEach
  void openLedger() {
    database = open();
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

  /** Calls all at once and answers what each got. */
  private static <T> List<T> atOnce(int callers, IntFunction<T> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(callers);
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<T>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int number = i;
        calls.add(
            threads.submit(() -> {
              start.await();
              return call.apply(number);
            }));
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> outcome : calls) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    }
  }

  /** Others write to the same balance meanwhile; together they do not bring enough for a fourth. */
  @Test
  void fiftyAtOnceWithMoneyForThreeHoldExactlyThree() throws Exception {
    credit("c", 300);
    List<Boolean> held =
        atOnce(
            70,
            i -> i < 50 ? hold("t" + i, 100) instanceof Held : credit("small " + i, 1) && false);
    assertEquals(3, held.stream().filter(each -> each).count());
    assertEquals(new Balance(320, 300, 0), ledger.balance("o"));
    assertEquals(new Insufficient(100, 20), hold("another", 100));
    assertEquals(new Held(), hold("small", 20));
    assertEquals(new Insufficient(1, 0), hold("more", 1));
  }

  @Test
  void secondSettlementIsIgnoredAndReleaseAfterSettleToo() {
    credit("c", 500);
    hold("t", 400);
    assertEquals(HoldResolution.RESOLVED, database.write(tx -> ledger.settle(tx, "t", 400, NOW)));
    assertEquals(
        HoldResolution.ALREADY_RESOLVED, database.write(tx -> ledger.settle(tx, "t", 400, NOW)));
    assertEquals(
        HoldResolution.ALREADY_RESOLVED, database.write(tx -> ledger.release(tx, "t", NOW)));
    assertEquals(new Balance(100, 0, 400), ledger.balance("o"));
    assertEquals(400, ledger.usedByKey("k"));
  }

  /** Poller, sweeper and a second node see the same end at once. */
  @Test
  void holdEndsOnceHoweverManyEndIt() throws Exception {
    credit("c", 500);
    hold("t", 400);
    List<HoldResolution> ends =
        atOnce(
            20,
            i ->
                database.write(tx ->
                    i % 2 == 0 ? ledger.settle(tx, "t", 400, NOW) : ledger.release(tx, "t", NOW)));
    assertEquals(1, ends.stream().filter(HoldResolution.RESOLVED::equals).count());
    Balance balance = ledger.balance("o");
    assertEquals(0, balance.heldMicros());
    assertEquals(500, balance.balanceMicros() + balance.usedMicros());
  }

  @Test
  void settlementChargesNoMoreThanWasHeld() {
    credit("c", 500);
    hold("t", 400);
    for (long charge : new long[] {401, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> database.write(tx -> ledger.settle(tx, "t", charge, NOW)));
    }
    assertEquals(new Balance(500, 400, 0), ledger.balance("o"));
    assertEquals(HoldResolution.RESOLVED, database.write(tx -> ledger.settle(tx, "t", 150, NOW)));
    assertEquals(new Balance(350, 0, 150), ledger.balance("o"));
    assertEquals(150, ledger.usedByKey("k"));
  }

  @Test
  void holdThatWasNeverMadeCannotBeEnded() {
    assertEquals(
        HoldResolution.ALREADY_RESOLVED, database.write(tx -> ledger.settle(tx, "t", 1, NOW)));
    assertEquals(
        HoldResolution.ALREADY_RESOLVED, database.write(tx -> ledger.release(tx, "t", NOW)));
  }

  @Test
  void rolledBackHoldLeavesNothing() {
    credit("c", 500);
    assertThrows(
        IllegalStateException.class,
        () ->
            database.write(tx -> {
              ledger.hold(tx, "o", "k", "t", 400, NOW);
              throw new IllegalStateException("the task could not be written");
            }));
    assertEquals(new Balance(500, 0, 0), ledger.balance("o"));
    assertEquals(new Held(), hold("t", 400));
  }

  @Test
  void releaseGivesEverythingBack() {
    credit("c", 500);
    hold("t", 400);
    assertEquals(HoldResolution.RESOLVED, database.write(tx -> ledger.release(tx, "t", NOW)));
    assertEquals(new Balance(500, 0, 0), ledger.balance("o"));
  }

  @Test
  void aCreditReferenceCountsOnce() {
    assertEquals(true, credit("c", 500));
    assertEquals(false, credit("c", 500));
    assertEquals(500, ledger.balance("o").balanceMicros());
  }

  @Test
  void twentyAtOnceWithOneReferenceAreCreditedOnce() throws Exception {
    List<Boolean> booked = atOnce(20, _ -> credit("top-up 7", 500));
    assertEquals(1, booked.stream().filter(each -> each).count());
    assertEquals(500, ledger.balance("o").balanceMicros());
  }

  @Test
  void amountsBelowOneAndOverflowsAreRefusedBeforeAnythingIsWritten() {
    assertThrows(IllegalArgumentException.class, () -> credit("zero", 0));
    assertThrows(IllegalArgumentException.class, () -> credit("minus", -5));
    credit("c", Long.MAX_VALUE - 1);
    assertThrows(ArithmeticException.class, () -> credit("over", 2));
    assertThrows(IllegalArgumentException.class, () -> hold("t", 0));
    assertThrows(IllegalArgumentException.class, () -> hold("t", Long.MIN_VALUE));
    assertEquals(new Insufficient(Long.MAX_VALUE, Long.MAX_VALUE - 1), hold("t", Long.MAX_VALUE));
    assertEquals(Long.MAX_VALUE - 1, ledger.balance("o").balanceMicros());
  }

  /** What was used counts too: it must go on fitting a long for ever. */
  @Test
  void spentMoneyDoesNotMakeRoomForMoreThanALong() {
    credit("c", Long.MAX_VALUE);
    hold("t", Long.MAX_VALUE);
    database.write(tx -> ledger.settle(tx, "t", Long.MAX_VALUE, NOW));
    assertThrows(ArithmeticException.class, () -> credit("again", 1));
    assertEquals(new Balance(0, 0, Long.MAX_VALUE), ledger.balance("o"));
  }

  @Test
  void theDatabaseRefusesToChangeOrDeleteAnEntry() {
    credit("c", 500);
    for (String sql : List.of("update entry set amount_micros = 1", "delete from entry")) {
      assertThrows(DatabaseFailure.class, () -> database.write(tx -> Statements.change(tx, sql)));
    }
  }

  @Test
  void anEntryIsNotReplacedByAnotherOfItsReference() {
    credit("c", 500);
    String values = " into entry values ('c', 'credit', 'o', null, 900, 'other', 0)";
    for (String verb : List.of("insert", "insert or ignore", "insert or replace", "replace")) {
      try {
        database.write(tx -> Statements.change(tx, verb + values));
      } catch (DatabaseFailure _) {
        // a refusal is as good as nothing done
      }
      List<Entry> entries = database.read(tx -> ledger.books().newest(tx, "o", 9));
      assertEquals(List.of(500L), entries.stream().map(Entry::amountMicros).toList(), verb);
    }
  }

  @Test
  void aKeyStopsAtItsDailyCapAndAtItsTotalCap() {
    credit("c", 10_000);
    cap(new SpendCap(OptionalLong.of(300), OptionalLong.of(500)));
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
  void capSetLaterCountsWhatWasSpentBefore() {
    credit("c", 10_000);
    hold("t1", 200);
    database.write(tx -> ledger.settle(tx, "t1", 150, NOW));
    hold("t2", 100);
    SpendCap cap = new SpendCap(OptionalLong.of(300), OptionalLong.empty());
    cap(cap);
    assertEquals(new CapState(cap, 250, 250), ledger.capState("k", NOW));
    assertEquals(new CapReached(Period.DAY, 300, 50, 51), hold("t3", 51));
    assertEquals(new Held(), hold("t4", 50));
    assertEquals(new CapState(cap, 0, 300), ledger.capState("k", NOW.plus(Duration.ofDays(1))));
    cap(SpendCap.NONE);
    assertEquals(new Held(), hold("t5", 5_000));
  }

  private void cap(SpendCap cap) {
    database.write(tx -> {
      ledger.cap(tx, "k", cap);
      return cap;
    });
  }

  @Test
  void yesterdaysReleaseDoesNotWidenTodaysCap() {
    credit("c", 10_000);
    cap(new SpendCap(OptionalLong.of(300), OptionalLong.empty()));
    hold("yesterday", 300);
    Instant today = NOW.plus(Duration.ofDays(1));
    assertEquals(new Held(), database.write(tx -> ledger.hold(tx, "o", "k", "today", 200, today)));
    database.write(tx -> ledger.release(tx, "yesterday", today));
    assertEquals(
        new CapReached(Period.DAY, 300, 100, 200),
        database.write(tx -> ledger.hold(tx, "o", "k", "more", 200, today)));
  }

  @Test
  void aClockSetBackOverMidnightGivesNoKeyItsDailyCapAgain() {
    credit("c1", 10_000);
    cap(new SpendCap(OptionalLong.of(300), OptionalLong.empty()));
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    assertEquals(new Held(), holdAt("t1", 200, NOW));
    assertEquals(new CapReached(Period.DAY, 300, 100, 200), holdAt("t2", 200, yesterday));
    assertEquals(new Held(), holdAt("t3", 100, yesterday));
    assertEquals(300, ledger.capState("k", yesterday).todayMicros());
    assertEquals(new CapReached(Period.DAY, 300, 0, 1), holdAt("t4", 1, NOW));
    database.write(tx -> ledger.release(tx, "t3", yesterday));
    assertEquals(200, ledger.capState("k", NOW).todayMicros());
    assertEquals(new Held(), holdAt("t5", 300, NOW.plus(Duration.ofDays(1))));
  }

  @Test
  void aClockThatWasYearsAheadShutsNoKeyOut() {
    credit("c1", 10_000);
    cap(new SpendCap(OptionalLong.of(300), OptionalLong.empty()));
    assertEquals(new Held(), holdAt("t1", 300, NOW.plus(Duration.ofDays(3_000))));
    assertEquals(0, ledger.capState("k", NOW).todayMicros());
    assertEquals(new Held(), holdAt("t2", 300, NOW));
  }

  private HoldOutcome holdAt(String reference, long micros, Instant at) {
    return database.write(tx -> ledger.hold(tx, "o", "k", reference, micros, at));
  }

  @Test
  void fiftyAtOnceStayWithinTheCap() throws Exception {
    credit("c", 10_000);
    cap(new SpendCap(OptionalLong.empty(), OptionalLong.of(300)));
    List<HoldOutcome> outcomes = atOnce(50, i -> hold("t" + i, 100));
    assertEquals(3, outcomes.stream().filter(Held.class::isInstance).count());
    assertEquals(47, outcomes.stream().filter(CapReached.class::isInstance).count());
    assertEquals(new Balance(10_000, 300, 0), ledger.balance("o"));
  }

  @Test
  void booksTellWhatHappened() {
    credit("c", 500);
    hold("t", 400);
    Instant later = NOW.plusSeconds(1);
    database.write(tx -> ledger.settle(tx, "t", 400, later));
    Entry credit = new Entry("c", Entry.Kind.CREDIT, "o", Optional.empty(), 500, "test", NOW);
    Entry charge = new Entry("t", Entry.Kind.CHARGE, "o", Optional.of("k"), -400, "film", later);
    LedgerEntries books = ledger.books();
    assertEquals(List.of(charge, credit), database.read(tx -> books.newest(tx, "o", 10)));
    assertEquals(List.of(charge), database.read(tx -> books.newest(tx, "o", 1)));
    assertEquals(List.of(), database.read(tx -> books.newest(tx, "stranger", 10)));
    assertEquals(List.of(credit), database.read(tx -> books.of(tx, "o", NOW, later, 10)));
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

  @Test
  void aDebitReferenceCountsOnce() {
    credit("c", 500);
    assertEquals(true, database.write(tx -> ledger.debit(tx, "o", "d", 100, "test", NOW)));
    assertEquals(false, database.write(tx -> ledger.debit(tx, "o", "d", 100, "test", NOW)));
    assertEquals(new Balance(400, 0, 0), ledger.balance("o"));
  }
}
