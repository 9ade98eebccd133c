package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.DatabaseFailure.Obstacle;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class PostgresDatabaseTest extends DatabaseContract {
  @TempDir Path directory;

  @Override
  Database open() {
    return TestPostgres.open(directory);
  }

  @Test
  void textsAreComparedByteByByte() {
    List<String> others =
        database()
            .read(tx ->
                Statements.all(
                    tx,
                    row -> row.getString(1),
                    "select table_name || '.' || column_name from information_schema.columns"
                        + " where table_schema = current_schema() and data_type = 'text'"
                        + " and collation_name is distinct from 'C'"
                        + " and table_name not in ('note', 'flyway_schema_history')"));
    assertEquals(List.of(), others);
  }

  @Test
  void openedDatabaseHasEveryMigrationByNameAndContent() {
    PostgresConnections connections = new PostgresConnections(TestPostgres.in(directory));
    assertTrue(Migrations.isUpToDate(connections.patient("look"), SqlDialect.POSTGRESQL));
  }

  @Test
  void entriesAreNeitherChangedNorDeletedNorEmptied() {
    database()
        .write(tx ->
            Statements.change(
                tx,
                "insert into entry (reference, kind, owner_id, amount_micros, reason, created_ms)"
                    + " values ('r', 'credit', 'o', 1, 'test', 0)"));
    for (String sql :
        List.of("update entry set reason = 'x'", "delete from entry", "truncate table entry")) {
      assertThrows(DatabaseFailure.class, () -> database().write(tx -> Statements.change(tx, sql)));
    }
  }

  /** Two processes count one number up, each as if it were alone. */
  @Test
  void worksOfTwoProcessesAreAsIfOneCameAfterTheOther() throws Exception {
    database().write(tx -> Statements.change(tx, "insert into note (id, text) values (1, '0')"));
    try (Database other = open();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> counted = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Database one = i % 2 == 0 ? database() : other;
        counted.add(callers.submit(() -> one.write(PostgresDatabaseTest::countUp)));
      }
      for (Future<Integer> each : counted) {
        each.get(1, TimeUnit.MINUTES);
      }
      assertEquals(
          Optional.of("100"),
          other.read(tx ->
              Statements.first(tx, row -> row.getString(1), "select text from note where id = 1")));
    }
  }

  private static int countUp(Connection tx) throws SQLException {
    int now =
        Statements.first(
                tx, row -> Integer.parseInt(row.getString(1)), "select text from note where id = 1")
            .orElseThrow();
    return Statements.change(
        tx, "update note set text = ? where id = 1", Integer.toString(now + 1));
  }

  /** What is swallowed by a work has ended its transaction all the same: nobody is told "kept". */
  @Test
  void workThatSwallowsAnErrorIsNotKept() {
    assertThrows(
        DatabaseFailure.class,
        () ->
            database()
                .write(tx -> {
                  Statements.change(tx, "insert into note (id, text) values (7, 'x')");
                  try {
                    Statements.change(tx, "insert into nowhere (id) values (1)");
                  } catch (SQLException e) {
                    return false;
                  }
                  return true;
                }));
  }

  @Test
  void everySessionThatIsCutOffIsReplaced() {
    for (int round = 0; round < 3; round++) {
      long id = round;
      TestPostgres.common()
          .execute(
              "postgres",
              "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                  + TestPostgres.in(directory).name()
                  + "'");
      int written =
          database().write(tx -> Statements.change(tx, "insert into note values (?, 'x')", id));
      int beside =
          database()
              .writeBeside(
                  tx -> Statements.change(tx, "insert into note values (?, 'x')", 100 + id));
      assertEquals(2, written + beside);
      long seen =
          database()
              .read(tx ->
                  Statements.first(tx, row -> row.getLong(1), "select count(*) from note")
                      .orElseThrow());
      assertEquals(2 * (id + 1), seen);
    }
  }

  @Test
  void whatStandsInTheWayIsNamed() {
    PostgresAddress here = TestPostgres.in(directory);
    assertEquals(Optional.of(Obstacle.NAME), obstacle(here.port(), "no_such_database"));
    assertEquals(Optional.of(Obstacle.UNREACHABLE), obstacle(1, here.name()));
    assertTrue(assertThrows(DatabaseFailure.class, () -> openAt(1, here.name())).unreachable());
  }

  private static Optional<Obstacle> obstacle(int port, String name) {
    return assertThrows(DatabaseFailure.class, () -> openAt(port, name)).obstacle();
  }

  private static void openAt(int port, String name) {
    Database.postgres(
            PostgresAddress.parse("postgresql://afterglow@127.0.0.1:" + port + "/" + name),
            FatalErrors.logged())
        .close();
  }

  @Test
  void messagesReachEveryListenerAndBrokenListenersComeBack() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    SharedDatabase shared = (SharedDatabase) database();
    try (AutoCloseable _ = shared.listen(heard::add, () -> heard.add("missed"))) {
      assertEquals("missed", heard.poll(30, TimeUnit.SECONDS));
      shared.send(List.of("one", "two"));
      assertEquals("one", heard.poll(30, TimeUnit.SECONDS));
      assertEquals("two", heard.poll(30, TimeUnit.SECONDS));
      TestPostgres.common()
          .execute(
              "postgres",
              "select pg_terminate_backend(pid) from pg_stat_activity"
                  + " where application_name = 'afterglow listener' and datname = '"
                  + TestPostgres.in(directory).name()
                  + "'");
      assertEquals("missed", heard.poll(30, TimeUnit.SECONDS)); // when it broke
      assertEquals("missed", heard.poll(30, TimeUnit.SECONDS)); // when it was back
      shared.send(List.of("three"));
      assertEquals("three", heard.poll(30, TimeUnit.SECONDS));
    }
  }

  /** Anybody may write to the channel, and a node must not go deaf for it. */
  @Test
  void messageThatCannotBeUnderstoodKeepsNobodyFromTheNext() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    SharedDatabase shared = (SharedDatabase) database();
    Consumer<String> hearing =
        message -> {
          if (message.equals("nonsense")) {
            throw new IllegalArgumentException(message);
          }
          heard.add(message);
        };
    try (AutoCloseable _ = shared.listen(hearing, () -> heard.add("missed"))) {
      assertEquals("missed", heard.poll(30, TimeUnit.SECONDS));
      shared.send(List.of("nonsense", "sense"));
      assertEquals("sense", heard.poll(30, TimeUnit.SECONDS));
    }
  }

  /** One that lets everybody in and answers no statement. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void databaseThatOnlyLetsInIsAwayAllTheSame() throws Exception {
    SQLException silent = new SQLException("no answer", "08006");
    try (PostgresLink link =
        new PostgresLink(
            new PostgresConnections(TestPostgres.in(directory)), Duration.ofSeconds(30))) {
      while (link.again(silent, 1, 1)) {
        link.connection();
      }
      link.commit(link.connection());
      assertTrue(link.again(silent, 1, 1), "it has answered since");
    }
  }

  @Test
  void duplicateOfAnotherNodeIsLookedAtAfreshInABatchToo() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    try (Database other = open();
        PostgresLink link =
            new PostgresLink(
                new PostgresConnections(TestPostgres.in(directory)), Duration.ofSeconds(30));
        BatchWriter here = new BatchWriter(link, FatalErrors.logged());
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> holder =
          callers.submit(() ->
              here.write(_ -> {
                busy.countDown();
                return passed(queued);
              }));
      assertTrue(passed(busy));
      Future<Integer> met =
          callers.submit(() -> here.write(tx -> meetAnother(tx, other, runs.incrementAndGet())));
      Future<Integer> beside =
          callers.submit(
              () -> here.write(tx -> Statements.change(tx, "insert into note values (100, 'x')")));
      while (here.waiting() < 2) {
        Thread.onSpinWait();
      }
      queued.countDown();
      assertTrue(holder.get(1, TimeUnit.MINUTES));
      assertEquals(1, met.get(1, TimeUnit.MINUTES));
      assertEquals(1, beside.get(1, TimeUnit.MINUTES));
    }
    assertEquals(4, runs.get(), "together, with savepoints, alone, and alone once more");
  }

  /** Whatever it adds in its first three runs, another has just added. */
  private static int meetAnother(Connection tx, Database other, int run) throws SQLException {
    Statements.first(tx, row -> row.getLong(1), "select count(*) from note");
    if (run <= 3) {
      other.write(
          theirs -> Statements.change(theirs, "insert into note values (?, 'theirs')", run));
    }
    return Statements.change(tx, "insert into note values (?, 'ours')", run);
  }

  private static boolean passed(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoWritesAtOnceWaitsBehindNobody() throws Exception {
    SharedDatabase shared = (SharedDatabase) database();
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService own = Executors.newSingleThreadExecutor()) {
      List<Future<Boolean>> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(callers.submit(() -> shared.writeBeside(_ -> passed(end))));
      }
      Future<Integer> written =
          own.submit(() ->
              shared.writeAtOnce(tx -> Statements.change(tx, "insert into note values (1, 'x')")));
      assertEquals(1, written.get(30, TimeUnit.SECONDS));
      assertEquals(1, end.getCount());
      end.countDown();
      for (Future<Boolean> other : others) {
        assertTrue(other.get(1, TimeUnit.MINUTES));
      }
    }
  }
}
