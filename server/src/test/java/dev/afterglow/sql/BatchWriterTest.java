package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.FaultyConnection.Commit;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer over a connection that fails. */
final class BatchWriterTest {
  private static final int WORKS = 6;

  @TempDir Path directory;
  private FaultyConnection faults;
  private SqliteConnection connection;
  private BatchWriter writer;

  @BeforeEach
  void open() throws SQLException {
    connection = new SqliteConnection(directory.resolve("test.db").toString(), new Properties());
    faults = new FaultyConnection(connection);
    writer = new BatchWriter(faults.connection(), FatalErrors.logged());
    writer.write(tx -> Statements.change(tx, "create table note (id integer primary key)"));
  }

  @AfterEach
  void close() throws SQLException {
    writer.close();
    connection.close();
  }

  private static int insert(Connection tx, int id) throws SQLException {
    return Statements.change(tx, "insert into note (id) values (?)", id);
  }

  private List<Integer> ids() {
    return writer.write(
        tx -> Statements.all(tx, row -> row.getInt(1), "select id from note order by id"));
  }

  /** Runs works 0 to 5 as one batch, and says for each which failure it got, or "kept". */
  private List<String> batch(Runnable fault) throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(WORKS + 1)) {
      CountDownLatch writerBusy = new CountDownLatch(1);
      CountDownLatch queued = new CountDownLatch(1);
      Future<Boolean> holder =
          callers.submit(() ->
              writer.write(_ -> {
                writerBusy.countDown();
                return passed(queued);
              }));
      writerBusy.await();
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < WORKS; i++) {
        int id = i;
        calls.add(callers.submit(() -> writer.write(tx -> insert(tx, id))));
      }
      while (writer.waiting() < WORKS) {
        Thread.onSpinWait();
      }
      fault.run();
      queued.countDown();
      holder.get();
      List<String> outcomes = new ArrayList<>();
      for (Future<Integer> call : calls) {
        outcomes.add(outcome(call));
      }
      return outcomes;
    }
  }

  private static boolean passed(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String outcome(Future<Integer> call) throws InterruptedException {
    try {
      assertEquals(1, call.get());
      return "kept";
    } catch (ExecutionException e) {
      return e.getCause().getClass().getSimpleName();
    }
  }

  @Test
  void waitingWorksShareOneCommit() throws Exception {
    int before = faults.runs();
    assertEquals(List.of("kept", "kept", "kept", "kept", "kept", "kept"), batch(() -> {}));
    int holderRuns = 2;
    assertEquals(holderRuns + 2 + WORKS, faults.runs() - before, "begin, the works, commit");
  }

  /**
   * The batch takes 8 statements, and with savepoints 20. For every n: whoever was told of success
   * is on disk, whoever was told of failure is not.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void statementThatFailsOnceNeverMakesAnAnswerWrong(int n) throws Exception {
    // The statement before the batch is the commit of the work that held the writer.
    Runnable fault = () -> faults.failAt(1 + n);
    List<String> outcomes = batch(fault);
    List<Integer> kept = ids();
    for (int id = 0; id < WORKS; id++) {
      switch (outcomes.get(id)) {
        case "kept" -> assertTrue(kept.contains(id), () -> outcomes + " " + kept);
        case "DatabaseFailure" -> assertFalse(kept.contains(id), () -> outcomes + " " + kept);
        default -> assertEquals("OutcomeUnknown", outcomes.get(id));
      }
    }
    boolean commit = n == 2 + WORKS;
    assertEquals(commit, outcomes.contains("OutcomeUnknown"), outcomes::toString);
    assertEquals(commit ? List.of() : List.of(0, 1, 2, 3, 4, 5), kept, "run again, all succeed");
  }

  /** The second attempt fails too, wherever: then each work runs alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 19, 20})
  void secondAttemptMayFailToo(int n) throws Exception {
    List<String> outcomes =
        batch(() -> {
          faults.failAt(2); // begin
          faults.failAt(2 + n);
        });
    List<Integer> kept = ids();
    for (int id = 0; id < WORKS; id++) {
      boolean isKept = kept.contains(id);
      assertEquals(isKept, outcomes.get(id).equals("kept"), () -> outcomes + " " + kept);
    }
  }

  @Test
  void commitThatTookEffectAndThrewIsUnknownAndNotRepeated() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    faults.nextCommit(Commit.SUCCEEDS_AND_THROWS);
    assertThrows(
        OutcomeUnknown.class,
        () ->
            writer.write(tx -> {
              runs.incrementAndGet();
              return insert(tx, 1);
            }));
    assertEquals(1, runs.get());
    assertEquals(List.of(1), ids());
    writer.write(tx -> insert(tx, 2));
    assertEquals(List.of(1, 2), ids());
  }

  @Test
  void commitThatFailedIsUnknownAndTheWriterGoesOn() {
    faults.nextCommit(Commit.FAILS);
    assertThrows(OutcomeUnknown.class, () -> writer.write(tx -> insert(tx, 1)));
    assertEquals(List.of(), ids());
    writer.write(tx -> insert(tx, 2));
    assertEquals(List.of(2), ids());
  }

  @Test
  void errorInAWorkDoesNotEndTheWriter() {
    AssertionError error = new AssertionError("out of everything");
    Error thrown =
        assertThrows(
            AssertionError.class,
            () ->
                writer.write(tx -> {
                  insert(tx, 1);
                  throw error;
                }));
    assertEquals(error, thrown);
    assertEquals(List.of(), ids());
  }

  /** A dead writer that nobody hears of is a server whose every request waits for ever. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void writerThatCannotGoOnRefusesEverybodyAndEndsTheProcess() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    FatalErrors fatal = new FatalErrors(ended::countDown);
    Connection dying =
        (Connection)
            Proxy.newProxyInstance(
                BatchWriterTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, arguments) -> {
                  if (arguments != null && "rollback".equals(arguments[0])) {
                    throw new OutOfMemoryError("on purpose");
                  }
                  return method.invoke(connection, arguments);
                });
    BatchWriter broken = new BatchWriter(dying, fatal);
    OutcomeUnknown told =
        assertThrows(
            OutcomeUnknown.class,
            () ->
                broken.write(tx -> {
                  throw new SQLException("no room");
                }));
    assertEquals("on purpose", told.getCause().getMessage());
    ended.await();
    assertEquals(1, fatal.count());
    assertThrows(IllegalStateException.class, () -> broken.write(tx -> insert(tx, 3)));
    broken.close();
    connection.createStatement().execute("rollback");
  }

  @Test
  void acceptedWorksAreDoneBeforeClosing() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        int id = i;
        calls.add(callers.submit(() -> writer.write(tx -> insert(tx, id))));
      }
      writer.close();
      long kept = 0;
      for (Future<Integer> call : calls) {
        String outcome = outcome(call);
        assertNotEquals("OutcomeUnknown", outcome);
        kept += outcome.equals("kept") ? 1 : 0;
      }
      assertEquals(
          kept,
          Statements.first(connection, row -> row.getLong(1), "select count(*) from note")
              .orElseThrow());
    }
  }

  /** Each of them would wait for the database, one after the other. */
  @Test
  void batchThatMeetsNoDatabaseIsToldSoAtOnce() throws Exception {
    writer.close();
    LostLink lost = new LostLink(connection);
    writer = new BatchWriter(lost, FatalErrors.logged());
    String failure = "DatabaseFailure";
    assertEquals(
        List.of(failure, failure, failure, failure, failure, failure),
        batch(() -> lost.triesLeft.set(0)));
    assertEquals(-1, lost.triesLeft.get(), "asked once");
    lost.triesLeft.set(1_000);
    assertEquals(List.of(), ids());
  }

  /** It is lost while the works are run one by one: the rest is not tried. */
  @Test
  void batchThatLosesTheDatabaseLaterIsToldSoAtOnce() throws Exception {
    writer.close();
    LostLink lost = new LostLink(connection);
    writer = new BatchWriter(lost, FatalErrors.logged());
    List<String> outcomes =
        batch(() -> {
          lost.failingBegins.set(2); // bare, and with savepoints
          lost.triesLeft.set(3);
        });
    assertEquals(1, outcomes.stream().filter("kept"::equals).count(), outcomes::toString);
    assertEquals(-1, lost.triesLeft.get(), "asked once more");
    lost.triesLeft.set(1_000);
    assertEquals(1, ids().size());
  }

  /** One work may want what somebody holds for long; where two do, all would wait in vain. */
  @Test
  void batchThatMeetsALockTwiceIsToldSoAtOnce() throws Exception {
    writer.close();
    LostLink lost = new LostLink(connection);
    writer = new BatchWriter(lost, FatalErrors.logged());
    lost.state = "55P03";
    List<String> one = batch(() -> lost.failingBegins.set(2)); // bare, and the first alone
    assertEquals(WORKS - 1, one.stream().filter("kept"::equals).count(), one::toString);
    writer.write(tx -> Statements.change(tx, "delete from note"));
    List<String> none = batch(() -> lost.failingBegins.set(3));
    assertEquals(0, none.stream().filter("kept"::equals).count(), none::toString);
    assertEquals(0, lost.failingBegins.get());
    assertEquals(List.of(), ids());
  }

  /** A link whose connections can be had so often yet, and whose next transactions do not begin. */
  private static final class LostLink implements WriterLink {
    private final Connection connection;
    private final AtomicInteger triesLeft = new AtomicInteger(1_000);
    private final AtomicInteger failingBegins = new AtomicInteger();
    private volatile String state = "HY000";

    LostLink(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Connection connection() throws SQLException {
      if (triesLeft.decrementAndGet() < 0) {
        throw new SQLException("nobody answers", "08001");
      }
      return connection;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
      if (failingBegins.get() > 0) {
        failingBegins.decrementAndGet();
        throw new SQLException("not now", state);
      }
      connection.createStatement().execute("begin immediate");
    }

    @Override
    public int batchMax() {
      return WORKS + 1;
    }

    @Override
    public boolean passing(Throwable failure) {
      return away(failure);
    }

    @Override
    public boolean away(Throwable failure) {
      return PostgresFaults.disconnected(failure);
    }

    @Override
    public boolean locked(Throwable failure) {
      return PostgresFaults.locked(failure);
    }

    @Override
    public boolean again(Throwable failure, int failures, int works) {
      return false;
    }

    @Override
    public boolean undecided(Throwable failure) {
      return true;
    }
  }
}
