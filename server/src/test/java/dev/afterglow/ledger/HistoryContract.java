package dev.afterglow.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of credits, debits, holds, settlements and releases on eight threads. The
 * threads keep books of their own from the answers they get, and the ledger has to agree with them.
 */
abstract class HistoryContract {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final int THREADS = 8;
  private static final int OWNERS = 3;
  private static final long TOTAL_CAP = 40_000;

  abstract Database open();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void answersAndBooksAgree(long seed) throws Exception {
    run(seed, 3_000);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void answersAndBooksAgreeForLong(long seed) throws Exception {
    run(seed, 10_000);
  }

  private void run(long seed, int steps) throws Exception {
    try (Database database = open();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      History history = new History(database);
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        RandomGenerator random = new SplittableRandom(seed * 1_000 + thread);
        running.add(threads.submit(() -> history.live(random, steps / THREADS)));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
      history.check();
    }
  }

  /** What the threads do, and what they were told. */
  private static final class History {
    private final Database database;
    private final Ledger ledger;
    private final Audit audit;
    private final AtomicLong references = new AtomicLong();
    private final Map<String, Hold> open = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> ended = new ConcurrentHashMap<>();
    private final AtomicLong[] credited = counters();
    private final AtomicLong[] charged = counters();
    private final AtomicLong[] held = counters();

    private record Hold(int owner, long micros) {}

    History(Database database) {
      this.database = database;
      this.ledger = new Ledger(database);
      this.audit = new Audit(database);
      SpendCap cap = new SpendCap(OptionalLong.empty(), OptionalLong.of(TOTAL_CAP));
      database.write(tx -> {
        ledger.cap(tx, key(0), cap);
        return cap;
      });
    }

    private static AtomicLong[] counters() {
      return new AtomicLong[] {new AtomicLong(), new AtomicLong(), new AtomicLong()};
    }

    private static String owner(int owner) {
      return "owner" + owner;
    }

    private static String key(int owner) {
      return "key" + owner;
    }

    void live(RandomGenerator random, int steps) {
      for (int step = 0; step < steps; step++) {
        int owner = random.nextInt(OWNERS);
        switch (random.nextInt(10)) {
          case 0 -> credit(owner, 1 + random.nextLong(2_000));
          case 1 -> debit(owner, 1 + random.nextLong(1_000));
          case 2, 3, 4, 5 -> hold(owner, 1 + random.nextLong(500));
          case 6, 7, 8 -> settle(random);
          default -> release();
        }
        if (step % 40 == 0) {
          assertEquals(List.of(), audit.discrepancies());
        }
      }
    }

    private String reference() {
      return "r%09d".formatted(references.incrementAndGet());
    }

    private void credit(int owner, long micros) {
      String reference = reference();
      boolean booked =
          database.write(tx -> ledger.credit(tx, owner(owner), reference, micros, "test", NOW));
      assertTrue(booked, reference);
      credited[owner].addAndGet(micros);
    }

    private void debit(int owner, long micros) {
      String reference = reference();
      if (database.write(tx -> ledger.debit(tx, owner(owner), reference, micros, "test", NOW))) {
        credited[owner].addAndGet(-micros);
      }
    }

    private void hold(int owner, long micros) {
      String reference = reference();
      HoldOutcome outcome =
          database.write(tx -> ledger.hold(tx, owner(owner), key(owner), reference, micros, NOW));
      switch (outcome) {
        case HoldOutcome.Held _ -> {
          held[owner].addAndGet(micros);
          open.put(reference, new Hold(owner, micros));
        }
        case HoldOutcome.Insufficient(long price, long available) ->
            assertTrue(price > available && available >= 0, outcome::toString);
        case HoldOutcome.CapReached(_, long cap, long left, long price) ->
            assertTrue(cap == TOTAL_CAP && price > left && left >= 0, outcome::toString);
      }
    }

    /** Whichever hold comes first, often one that another thread is just ending too. */
    private void settle(RandomGenerator random) {
      open.entrySet().stream()
          .findFirst()
          .ifPresent(entry -> {
            String reference = entry.getKey();
            Hold hold = entry.getValue();
            long charge = random.nextLong(hold.micros() + 1);
            ended(
                reference,
                hold,
                charge,
                database.write(tx -> ledger.settle(tx, reference, charge, NOW)));
          });
    }

    private void release() {
      open.entrySet().stream()
          .findFirst()
          .ifPresent(entry ->
              ended(
                  entry.getKey(),
                  entry.getValue(),
                  0,
                  database.write(tx -> ledger.release(tx, entry.getKey(), NOW))));
    }

    private void ended(String reference, Hold hold, long charge, HoldResolution resolution) {
      if (resolution == HoldResolution.RESOLVED) {
        ended.computeIfAbsent(reference, _ -> new AtomicLong()).incrementAndGet();
        held[hold.owner()].addAndGet(-hold.micros());
        charged[hold.owner()].addAndGet(charge);
        open.remove(reference);
      }
    }

    void check() {
      assertEquals(List.of(), audit.discrepancies());
      ended.forEach((reference, times) -> assertEquals(1, times.get(), reference));
      for (int owner = 0; owner < OWNERS; owner++) {
        long balance = credited[owner].get() - charged[owner].get();
        assertEquals(
            new Balance(balance, held[owner].get(), charged[owner].get()),
            ledger.balance(owner(owner)));
        assertTrue(charged[owner].get() > 0, "something happened");
        assertEquals(charged[owner].get(), ledger.usedByKey(key(owner)));
      }
      assertTrue(ledger.capState(key(0), NOW).totalMicros() <= TOTAL_CAP);
    }
  }
}
