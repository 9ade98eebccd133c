package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The database's time, as far as this machine can tell: its own clock and by how much that was
 * wrong when the database was last asked. So nodes agree on what is written, whatever their clocks
 * say.
 */
public final class FleetClock implements InstantSource {
  /** The database tells whole milliseconds. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  private final InstantSource own;
  private volatile Reading last = new Reading(Duration.ZERO, Duration.ofDays(1));

  /**
   * @param own this machine's clock
   */
  public FleetClock(InstantSource own) {
    this.own = own;
  }

  @Override
  public Instant instant() {
    return own.instant().plus(last.ahead());
  }

  /** How far the database's clock is ahead of this machine's; negative if it is behind. */
  public Duration ahead() {
    return last.ahead();
  }

  /** Asks the database for its time: whoever joins no fleet, as a command, has no other look. */
  public void ask(SharedDatabase database, LongSupplier nanoTime) {
    long began = nanoTime.getAsLong();
    Instant asked = own();
    long millis =
        database.read(
            tx -> Statements.first(tx, row -> row.getLong(1), "select node_clock()").orElseThrow());
    set(asked, Duration.ofNanos(nanoTime.getAsLong() - began), millis);
  }

  /**
   * By how much this machine's clock is behind the database's, and how far from the truth that may
   * be in both directions.
   */
  private record Reading(Duration ahead, Duration error) {}

  /**
   * The database answered a question about its time. An answer that took longer says less, as one
   * does that waited for a database which has just started: what the last one said stays unless
   * this one is as exact, or contradicts it, since then a clock was set or has drifted.
   *
   * @param asked when it was asked, by this machine's clock
   * @param took how long the answer took: it is that wrong at most
   */
  void set(Instant asked, Duration took, long databaseMillis) {
    Instant middle = asked.plus(took.dividedBy(2));
    Duration error = took.dividedBy(2).plus(ROUNDING);
    Duration ahead = Duration.between(middle, Instant.ofEpochMilli(databaseMillis));
    boolean asExact = error.compareTo(last.error()) <= 0;
    boolean contradicts = ahead.minus(last.ahead()).abs().compareTo(error.plus(last.error())) > 0;
    if (asExact || contradicts) {
      last = new Reading(ahead, error);
    }
  }

  /** This machine's clock as it is. */
  Instant own() {
    return own.instant();
  }
}
