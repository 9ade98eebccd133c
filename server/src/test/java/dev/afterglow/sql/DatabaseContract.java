package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database promises to the rest of the program. */
abstract class DatabaseContract {
  private Database database;

  Database database() {
    return database;
  }

  /** Opens the database under test; a second time on the same data after a close. */
  abstract Database open();

  @BeforeEach
  void createTable() {
    database = open();
    database.write(tx ->
        Statements.change(
            tx, "create table note (id bigint not null primary key, text text not null)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static int insert(Connection tx, long id, String text) throws SQLException {
    return Statements.change(tx, "insert into note (id, text) values (?, ?)", id, text);
  }

  private List<Long> ids() {
    return database.read(
        tx -> Statements.all(tx, row -> row.getLong(1), "select id from note order by id"));
  }

  @Test
  void writtenRowIsReadBack() {
    String answer =
        database.write(tx -> {
          insert(tx, 1, "ä瀑布");
          return "done";
        });
    assertEquals("done", answer);
    assertEquals(
        "ä瀑布",
        database
            .read(tx ->
                Statements.first(
                    tx, row -> row.getString(1), "select text from note where id = ?", 1L))
            .orElseThrow());
  }

  @Test
  void failedWorkLeavesNothingAndItsOwnExceptionComesOut() {
    RuntimeException failure = new IllegalStateException("no");
    RuntimeException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                database.write(tx -> {
                  insert(tx, 1, "a");
                  throw failure;
                }));
    assertSame(failure, thrown);
    assertEquals(List.of(), ids());
  }

  @Test
  void refusedStatementComesOutAsDatabaseFailure() {
    database.write(tx -> insert(tx, 1, "a"));
    assertThrows(DatabaseFailure.class, () -> database.write(tx -> insert(tx, 1, "twice")));
    database.write(tx -> insert(tx, 2, "b"));
    assertEquals(List.of(1L, 2L), ids());
  }

  @Test
  void readersCannotWrite() {
    assertThrows(DatabaseFailure.class, () -> database.read(tx -> insert(tx, 1, "a")));
    assertEquals(List.of(), ids());
  }

  @Test
  void connectionThatBrokeIsNotLentAgain() {
    for (int i = 0; i < 3; i++) {
      assertThrows(
          DatabaseFailure.class,
          () ->
              database()
                  .read(tx -> {
                    tx.close();
                    return "";
                  }));
      assertEquals(
          1L,
          database()
              .read(tx -> Statements.first(tx, row -> row.getLong(1), "select 1"))
              .orElse(0L));
    }
  }

  @Test
  void readSeesOneSnapshot() {
    database.write(tx -> insert(tx, 1, "a"));
    long counted =
        database.read(tx -> {
          long before = count(tx);
          database.write(inner -> insert(inner, 2, "b"));
          return before + count(tx);
        });
    assertEquals(2, counted);
    assertEquals(List.of(1L, 2L), ids());
  }

  private static long count(Connection tx) throws SQLException {
    return Statements.first(tx, row -> row.getLong(1), "select count(*) from note").orElseThrow();
  }

  @Test
  void everyConcurrentCallerGetsItsOwnOutcome() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Long>> outcomes = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        long id = i;
        outcomes.add(
            callers.submit(() -> {
              start.await();
              return database.write(tx -> {
                insert(tx, id, "x");
                if (id % 7 == 3) {
                  throw new IllegalArgumentException("refused " + id);
                }
                return id;
              });
            }));
      }
      start.countDown();
      List<Long> expected = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Future<Long> outcome = outcomes.get(i);
        if (i % 7 == 3) {
          Exception failed = assertThrows(Exception.class, outcome::get);
          assertEquals("refused " + i, String.valueOf(failed.getCause().getMessage()));
        } else {
          assertEquals(i, outcome.get());
          expected.add((long) i);
        }
      }
      assertEquals(expected, ids());
    }
  }

  /** Works that wait behind one which holds the writer make one batch; half of them fail. */
  @Test
  void failingWorkSpoilsNobodyInItsBatch() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch queued = new CountDownLatch(1);
      Future<Boolean> first = callers.submit(() -> database.write(_ -> passed(queued)));
      List<Future<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        long id = i % 20;
        others.add(callers.submit(() -> database.write(tx -> insert(tx, id, "x"))));
      }
      queued.countDown();
      assertTrue(first.get());
      int refused = 0;
      for (Future<Integer> other : others) {
        try {
          assertEquals(1, other.get());
        } catch (ExecutionException e) {
          assertEquals(DatabaseFailure.class, e.getCause().getClass());
          refused++;
        }
      }
      assertEquals(20, refused);
      assertEquals(20, ids().size());
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

  @Test
  void sameStatementMayBeOpenTwice() {
    database.write(tx -> insert(tx, 1, "a") + insert(tx, 2, "b"));
    List<String> pairs =
        database.read(tx -> {
          List<String> read = new ArrayList<>();
          String sql = "select id from note where id >= ? order by id";
          for (long outer : Statements.all(tx, row -> row.getLong(1), sql, 1L)) {
            Statements.first(
                tx,
                row ->
                    read.add(
                        outer
                            + "-"
                            + Statements.first(tx, in -> in.getLong(1), sql, row.getLong(1))
                                .orElseThrow()),
                sql,
                outer);
          }
          return read;
        });
    assertEquals(List.of("1-1", "2-2"), pairs);
  }

  @Test
  void dataSurvivesClosing() {
    database.write(tx -> insert(tx, 1, "a"));
    database.close();
    database = open();
    assertEquals(List.of(1L), ids());
  }

  @Test
  void closedDatabaseRefuses() {
    database.close();
    assertThrows(IllegalStateException.class, () -> database.write(tx -> insert(tx, 1, "a")));
    assertThrows(IllegalStateException.class, this::ids);
    database.close();
  }

  @Test
  void interruptedCallerStillLearnsTheOutcome() {
    Thread.currentThread().interrupt();
    int rows = database.write(tx -> insert(tx, 1, "a"));
    assertTrue(Thread.interrupted());
    assertEquals(1, rows);
  }

  @Test
  void workCannotWaitForAnotherWork() {
    assertThrows(
        IllegalStateException.class,
        () -> database.write(tx -> database.write(inner -> insert(inner, 1, "a"))));
    assertEquals(List.of(), ids());
  }
}
