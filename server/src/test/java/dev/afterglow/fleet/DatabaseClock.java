package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.ManualClock;
import java.time.Duration;

/** The clock of a database, which moves only when it is told to. */
final class DatabaseClock {
  private final SharedDatabase database;

  DatabaseClock(SharedDatabase database) {
    this.database = database;
    database.write(tx -> {
      Statements.change(tx, "create table test_clock (ms bigint not null)");
      Statements.change(tx, "insert into test_clock values (?)", ManualClock.START.toEpochMilli());
      return Statements.change(
          tx,
          "create or replace function node_clock() returns bigint language sql volatile as"
              + " 'select ms from test_clock'");
    });
  }

  /** Moves on, or back by a negative amount. */
  void advance(Duration time) {
    database.write(
        tx -> Statements.change(tx, "update test_clock set ms = ms + ?", time.toMillis()));
  }

  /** Time passes, for the database and these nodes. */
  void pass(Duration time, TestNode... nodes) {
    advance(time);
    for (TestNode node : nodes) {
      node.world.clock.advance(time);
    }
  }
}
