package dev.afterglow.admin.doctor;

import static dev.afterglow.sql.Statements.change;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.files.DataDirectory;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.TaskIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** What a server compares now and then, over many rows: as much is found, and no read is long. */
final class ComparisonInPiecesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant EARLIER = NOW.minus(Duration.ofHours(1));
  private static final long DAY = NOW.toEpochMilli() / 86_400_000;
  private static final int ROWS_AT_ONCE = 500;
  private static final int OWNERS = 7;
  private static final long PRICE = 800_000;

  /** Small enough to tell a slice from a whole table. */
  private static final int STEPS = 200;

  @TempDir Path folder;
  private Database database;
  private Metered metered;
  private Doctor doctor;

  @BeforeEach
  void open() {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    metered = new Metered(database);
    doctor = doctor();
  }

  private Doctor doctor() {
    return new Doctor(metered, new DataDirectory(folder), InstantSource.fixed(NOW), ROWS_AT_ONCE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void noReadGrowsWithTheHistory() throws Exception {
    history(0, 5 * ROWS_AT_ONCE);
    assertEquals(0, doctor().compare());
    long withFew = metered.longest.getAndSet(0);
    history(5 * ROWS_AT_ONCE, 40 * ROWS_AT_ONCE);
    long before = metered.reads.get();
    assertEquals(0, doctor().compare());
    assertTrue(
        metered.longest.get() <= withFew * 3 / 2,
        () -> metered.longest + " steps in one read, with an eighth of the history " + withFew);
    assertTrue(metered.reads.get() - before > 4 * 40, "tasks, charges, entries and days in slices");
    doctor().examine();
    assertTrue(
        metered.longest.get() > withFew * 4, "the whole examination shows what a long read is");
  }

  @Test
  void whatDisagreesInTheMidstOfManyIsFound() throws Exception {
    history(0, 10 * ROWS_AT_ONCE);
    assertEquals(0, doctor.compare());
    String task = id(3_333);
    found("update task set charged_micros = 1 where id = '" + task + "'");
    sql("update task set charged_micros = ? where id = ?", PRICE, task);
    found("insert into hold values ('" + id(77) + "', 'o1', 'k9', 5, 0)");
    sql("delete from hold where key_id = 'k9'");
    assertEquals(0, doctor.compare());
    found("update key_spend set day_micros = day_micros + 1 where key_id = 'k3'");
    sql("update key_spend set day_micros = day_micros - 1 where key_id = 'k3'");
    found("update balance set balance_micros = 1 where owner_id = 'o2'");
    sql("update balance set balance_micros = 0 where owner_id = 'o2'");
    found("insert into waiting values ('o1', 2)");
    sql("delete from waiting");
    sql("insert into entry values ('lost', 'charge', 'o5', null, -9, 'film', 0)");
    assertTrue(doctor.compare() > 0);
  }

  @Test
  void countersOfTheDayHoldWhatIsStillUnderWay() throws Exception {
    history(0, 3 * ROWS_AT_ONCE);
    sql(
        "update task set state = 'working', ended_ms = null, charged_micros = 0 where id = ?",
        id(900));
    sql("delete from waiting");
    sql("insert into hold values (?, ?, ?, ?, 0)", id(900), owner(900), key(900), PRICE);
    List<Finding> days =
        new DayCounters(database, InstantSource.fixed(NOW), ROWS_AT_ONCE).ofToday();
    assertEquals(
        List.of(finding(key(900), dayMicros(key(900)) + PRICE, dayMicros(key(900)))), days);
    sql("update key_spend set day_micros = day_micros + ? where key_id = ?", PRICE, key(900));
    assertEquals(
        List.of(), new DayCounters(database, InstantSource.fixed(NOW), ROWS_AT_ONCE).ofToday());
  }

  @Test
  void countersOfDaysGoneByAreLeftToTheWholeExamination() throws Exception {
    history(0, ROWS_AT_ONCE);
    sql("update key_spend set day_micros = 7, day = day - 30");
    InstantSource clock = InstantSource.fixed(NOW);
    assertEquals(List.of(), new DayCounters(database, clock, ROWS_AT_ONCE).ofToday());
    assertEquals(OWNERS, new DayCounters(database, clock, ROWS_AT_ONCE).ofAllDays().size());
  }

  private long dayMicros(String key) {
    return database.read(tx ->
        dev.afterglow.sql.Statements.first(
                tx, row -> row.getLong(1), "select day_micros from key_spend where key_id = ?", key)
            .orElseThrow());
  }

  private static Finding finding(String key, long expected, long found) {
    return new Finding(Finding.Kind.DAY, key, Long.toString(expected), Long.toString(found));
  }

  private void found(String damage) throws Exception {
    sql(damage);
    assertTrue(doctor.compare() > 0, damage);
  }

  private void sql(String sql, Object... values) {
    database.write(tx -> change(tx, sql, values));
  }

  private static String id(int i) {
    String number = Integer.toString(i);
    return TaskIds.lowest(EARLIER) + "0".repeat(16 - number.length()) + number;
  }

  private static String owner(int i) {
    return "o" + i % OWNERS;
  }

  private static String key(int i) {
    return "k" + i % OWNERS;
  }

  /** Films that were paid for, from one number to another, shared among the owners. */
  private void history(int from, int to) throws Exception {
    Files.createDirectories(folder.resolve("videos/films"));
    String numbers =
        "with recursive n(i) as (select " + from + " union all select i + 1 from n where i < ?) ";
    database.write(tx -> {
      change(
          tx,
          numbers
              + "insert into task (owner_id, id, revision, key_id, state, attempt, cell, model,"
              + " resolution, orientation, seconds, seed, progress, cancel_requested,"
              + " estimated_seconds, price_micros, charged_micros, created_ms, ended_ms, prompt)"
              + " select 'o' || (i % 7), ? || printf('%016d', i), 1, 'k' || (i % 7), 'expired', 0,"
              + " 'sora-2/720p/landscape/8/text', 'sora-2', '720p', 'LANDSCAPE', 8, 1, 100, 0, 10,"
              + " ?, ?, ?, ?, 'waterfall' from n",
          to - 1,
          TaskIds.lowest(EARLIER),
          PRICE,
          PRICE,
          EARLIER.toEpochMilli(),
          EARLIER.toEpochMilli());
      change(
          tx,
          numbers
              + "insert into entry select ? || printf('%016d', i), 'charge', 'o' || (i % 7),"
              + " 'k' || (i % 7), ?, 'film', ? from n",
          to - 1,
          TaskIds.lowest(EARLIER),
          -PRICE,
          EARLIER.toEpochMilli());
      for (int o = 0; o < OWNERS; o++) {
        summedUp(tx, o, from);
      }
      return true;
    });
  }

  private static void summedUp(Connection tx, int i, int round) throws SQLException {
    String owner = owner(i);
    change(
        tx,
        "insert into owner values (?, ?, null, 0, 'zh', 0) on conflict do nothing",
        owner,
        owner);
    change(
        tx,
        "insert into api_key values (?, ?, ?, 'sk', 'last', 'n', '', 0, '', null, null, 0, null,"
            + " null) on conflict do nothing",
        key(i),
        owner,
        "hash" + i);
    String charged =
        "(select -sum(amount_micros) from entry where kind = 'charge' and owner_id = ?)";
    change(
        tx,
        "insert into entry select 'credit' || ? || ?, 'credit', ?, null,"
            + " -sum(amount_micros), 'x', ? from entry where owner_id = ? having sum(amount_micros) < 0",
        owner,
        round,
        owner,
        EARLIER.toEpochMilli(),
        owner);
    change(tx, "insert or replace into balance values (?, 0, 0, " + charged + ")", owner, owner);
    change(
        tx,
        "insert or replace into key_spend values (?, null, null, 0, "
            + charged
            + ", ?, "
            + charged
            + ")",
        key(i),
        owner,
        DAY,
        owner);
  }

  /** A database that knows how many steps of SQLite's its longest read took. */
  private static final class Metered implements Database {
    private final Database inner;
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();

    Metered(Database inner) {
      this.inner = inner;
    }

    @Override
    public <T> T write(Work<T> work) {
      return inner.write(work);
    }

    @Override
    public <T> T read(Work<T> work) {
      reads.incrementAndGet();
      return inner.read(tx -> {
        AtomicLong steps = new AtomicLong();
        ProgressHandler.setHandler(
            tx,
            STEPS,
            new ProgressHandler() {
              @Override
              protected int progress() {
                steps.addAndGet(STEPS);
                return 0;
              }
            });
        try {
          return work.run(tx);
        } finally {
          ProgressHandler.clearHandler(tx);
          longest.accumulateAndGet(steps.get(), Math::max);
        }
      });
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
