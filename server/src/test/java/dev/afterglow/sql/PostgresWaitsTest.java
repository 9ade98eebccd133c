package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.fleet.UnreliableProxy;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.PostgresDatabase.Waits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every wait for PostgreSQL has an end, whoever stands in the way. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PostgresWaitsTest {
  private static final Waits SHORT = new Waits(Duration.ofMillis(200), Duration.ofMillis(200));
  private static final int READERS = 8;
  private static final int WRITERS = 6;

  @TempDir Path directory;

  private PostgresDatabase open(Duration silence, Waits waits) {
    return open(TestPostgres.in(directory), silence, waits);
  }

  private static PostgresDatabase open(PostgresAddress at, Duration silence, Waits waits) {
    return PostgresDatabase.open(new PostgresConnections(at, silence), FatalErrors.logged(), waits);
  }

  private PostgresAddress through(UnreliableProxy network) {
    PostgresAddress own = TestPostgres.in(directory);
    return PostgresAddress.parse(
        "postgresql://" + own.user() + "@127.0.0.1:" + network.port() + "/" + own.name());
  }

  @Test
  void readThatWaitsInVainSaysThatTheDatabaseIsAway() throws Exception {
    CountDownLatch begun = new CountDownLatch(READERS);
    CountDownLatch end = new CountDownLatch(1);
    try (PostgresDatabase hurried = open(Duration.ofSeconds(15), SHORT);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(callers.submit(() -> hurried.read(_ -> held(begun, end))));
      }
      assertTrue(passed(begun));
      assertTrue(assertThrows(DatabaseFailure.class, () -> hurried.read(_ -> true)).unreachable());
      end.countDown();
      for (Future<Boolean> reader : readers) {
        assertTrue(reader.get(1, TimeUnit.MINUTES));
      }
      assertEquals("read", hurried.read(_ -> "read"));
    }
  }

  /** Six are at work for long, and one comes whose turn is too late: it is not run any more. */
  @Test
  void writeWhoseTurnComesTooLateSaysThatTheDatabaseIsAway() throws Exception {
    CountDownLatch begun = new CountDownLatch(WRITERS);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger late = new AtomicInteger();
    try (PostgresDatabase hurried = open(Duration.ofSeconds(15), SHORT);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(callers.submit(() -> hurried.writeBeside(_ -> held(begun, end))));
      }
      assertTrue(passed(begun));
      Future<Integer> waiting =
          callers.submit(() -> hurried.writeBeside(_ -> late.incrementAndGet()));
      rest(SHORT.turn().multipliedBy(3), System.nanoTime());
      end.countDown();
      Throwable failure = assertThrows(Exception.class, () -> waiting.get(1, TimeUnit.MINUTES));
      assertTrue(((DatabaseFailure) failure.getCause()).unreachable());
      assertEquals(0, late.get());
      for (Future<Boolean> writer : writers) {
        assertTrue(writer.get(1, TimeUnit.MINUTES));
      }
      assertEquals("written", hurried.writeBeside(_ -> "written"));
    }
  }

  @Test
  void workThatOthersAreInTheWayOfAgainAndAgainIsGivenUp() {
    AtomicInteger runs = new AtomicInteger();
    Database.Work<Boolean> blocked =
        _ -> {
          runs.incrementAndGet();
          throw new SQLException("somebody holds what is wanted", "55P03");
        };
    try (PostgresDatabase hurried = open(Duration.ofSeconds(15), SHORT)) {
      assertThrows(DatabaseFailure.class, () -> hurried.writeBeside(blocked));
      assertTrue(runs.getAndSet(0) < 50, "given up after 60 conflicts, however long they take");
      assertThrows(DatabaseFailure.class, () -> hurried.write(blocked));
      assertTrue(runs.get() < 50, "given up after 60 conflicts, however long they take");
    }
  }

  /** Its client would give the connection up, and leave the server at work with locks in hand. */
  @Test
  void statementThatTakesTooLongIsEndedByTheServerAndTheConnectionGoesOn() {
    try (PostgresDatabase hurried = open(Duration.ofSeconds(2), Waits.DEFAULT)) {
      long session = hurried.write(PostgresWaitsTest::session);
      DatabaseFailure ended =
          assertThrows(DatabaseFailure.class, () -> hurried.write(PostgresWaitsTest::sleep));
      assertEquals("57014", ((SQLException) ended.getCause()).getSQLState(), ended::toString);
      assertEquals(session, hurried.write(PostgresWaitsTest::session));
      ended =
          assertThrows(DatabaseFailure.class, () -> hurried.writeBeside(PostgresWaitsTest::sleep));
      assertEquals("57014", ((SQLException) ended.getCause()).getSQLState(), ended::toString);
    }
  }

  /** Or a few of them would keep all others from reading, for as long as reports may take. */
  @Test
  void readWhoseAnswerDoesNotComeIsGivenUp() {
    UnreliableProxy network = new UnreliableProxy(TestPostgres.in(directory).port());
    try (network;
        PostgresDatabase database = open(through(network), Duration.ofSeconds(2), Waits.DEFAULT)) {
      DatabaseFailure failure =
          assertThrows(
              DatabaseFailure.class,
              () ->
                  database.read(tx -> {
                    session(tx);
                    network.silence();
                    return session(tx);
                  }));
      assertTrue(failure.unreachable(), failure::toString);
      network.heal();
      assertEquals("read", database.read(_ -> "read"));
    }
  }

  /** As after a firewall has forgotten it: nobody says that it is gone. */
  @Test
  void connectionThatDiedWhileItRestedIsReplacedBeforeAnybodyGivesUp() {
    UnreliableProxy network = new UnreliableProxy(TestPostgres.in(directory).port());
    try (network;
        PostgresDatabase database = open(through(network), Duration.ofSeconds(15), Waits.DEFAULT)) {
      long before = database.writeAtOnce(PostgresWaitsTest::session);
      database.read(PostgresWaitsTest::session);
      rest(Duration.ofSeconds(1), System.nanoTime()); // or nobody asks whether it is there
      network.silenceOpen();
      assertNotEquals(before, database.writeAtOnce(PostgresWaitsTest::session));
      assertTrue(database.read(PostgresWaitsTest::session) > 0);
    }
  }

  private static long session(Connection tx) throws SQLException {
    return Statements.first(tx, row -> row.getLong(1), "select pg_backend_pid()").orElseThrow();
  }

  private static boolean sleep(Connection tx) throws SQLException {
    return Statements.first(tx, _ -> true, "select pg_sleep(60)").orElseThrow();
  }

  @Test
  void everyConnectionHasItsBounds() {
    try (PostgresDatabase database = open(Duration.ofSeconds(15), Waits.DEFAULT)) {
      assertEquals("13s", database.write(PostgresWaitsTest::longest));
      assertEquals("13s", database.writeBeside(PostgresWaitsTest::longest));
      assertEquals("13s", database.read(PostgresWaitsTest::longest));
      assertEquals("598s", database.report(PostgresWaitsTest::longest));
    }
    assertEquals(Duration.ofSeconds(1), PostgresConnections.atServer(Duration.ofSeconds(2)));
  }

  private static String longest(Connection tx) throws SQLException {
    Optional<String> bound =
        Statements.first(tx, row -> row.getString(1), "show statement_timeout");
    return bound.orElseThrow();
  }

  private static void rest(Duration time, long sinceNanos) {
    for (long left = 1; left > 0; left = time.toNanos() - (System.nanoTime() - sinceNanos)) {
      LockSupport.parkNanos(left);
    }
  }

  private static boolean held(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    return passed(end);
  }

  private static boolean passed(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
