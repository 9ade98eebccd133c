package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path directory;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.sqlite(directory.resolve("afterglow.db"));
    database.write(tx -> Statements.change(tx, "create table note (id integer primary key)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private long notes() {
    return database
        .read(tx -> Statements.first(tx, row -> row.getLong(1), "select count(*) from note"))
        .orElseThrow();
  }

  private int insert(int id) {
    return database.write(tx -> Statements.change(tx, "insert into note values (?)", id));
  }

  @Test
  void oneFailingWorkSpoilsNobodyElsesInTheSameBatch() throws Exception {
    CountDownLatch queued = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(41)) {
      Future<Integer> first =
          threads.submit(() ->
              database.write(tx -> {
                await(queued); // holds the writer until all others wait behind it
                return 0;
              }));
      List<Future<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int id = i % 20; // every id twice: one of each pair must fail
        others.add(threads.submit(() -> insert(id)));
      }
      queued.countDown();
      first.get();
      int refused = 0;
      for (Future<Integer> other : others) {
        try {
          other.get();
        } catch (ExecutionException e) {
          assertEquals(DatabaseFailure.class, e.getCause().getClass());
          refused++;
        }
      }
      assertEquals(20, refused);
    }
    assertEquals(20, notes());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAFailedWorkWroteIsGone() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                database.write(tx -> {
                  Statements.change(tx, "insert into note values (1)");
                  throw new IllegalStateException("after the insert");
                }));
    assertEquals("after the insert", thrown.getMessage());
    assertEquals(0, notes());
  }

  @Test
  void aReadCannotWrite() {
    assertThrows(
        DatabaseFailure.class,
        () -> database.read(tx -> Statements.change(tx, "insert into note values (1)")));
  }

  @Test
  void aReadSeesOneSnapshot() {
    insert(1);
    long seen =
        database.read(tx -> {
          Statements.first(tx, row -> row.getLong(1), "select count(*) from note");
          insert(2);
          return Statements.first(tx, row -> row.getLong(1), "select count(*) from note")
              .orElseThrow();
        });
    assertEquals(1, seen);
    assertEquals(2, notes());
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsRefused() {
    assertThrows(
        DataDirectoryInUse.class, () -> Database.sqlite(directory.resolve("afterglow.db")));
  }

  @Test
  void everyCommitIsSyncedToDisk() {
    String synchronous =
        database
            .write(tx -> Statements.first(tx, row -> row.getString(1), "pragma synchronous"))
            .orElseThrow();
    assertEquals("2", synchronous); // FULL
    assertEquals(
        "wal",
        database
            .read(tx -> Statements.first(tx, row -> row.getString(1), "pragma journal_mode"))
            .orElseThrow());
  }

  @Test
  void afterClosingEveryCallIsRefused() {
    database.close();
    assertThrows(IllegalStateException.class, () -> insert(1));
    database = Database.sqlite(directory.resolve("afterglow.db"));
    assertEquals(0, notes());
  }
}
