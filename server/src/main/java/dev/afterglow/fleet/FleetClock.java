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
  private final InstantSource own;
  private volatile Duration ahead = Duration.ZERO;

  /**
   * @param own this machine's clock
   */
  public FleetClock(InstantSource own) {
    this.own = own;
  }

  @Override
  public Instant instant() {
    return own.instant().plus(ahead);
  }

  /** How far the database's clock is ahead of this machine's; negative if it is behind. */
  public Duration ahead() {
    return ahead;
  }

  /** Asks the database for its time: whoever joins no fleet, as a command, has no other look. */
  public void ask(SharedDatabase database, LongSupplier nanoTime) {
    long began = nanoTime.getAsLong();
    Instant asked = own();
    long millis =
        database.read(tx ->
            Statements.first(tx, row -> row.getLong(1), "select node_clock()").orElseThrow());
    set(asked, Duration.ofNanos(nanoTime.getAsLong() - began), millis);
  }

  /**
   * The database answered a question about its time.
   *
   * @param asked when it was asked, by this machine's clock
   * @param took how long the answer took: it is that wrong at most
   */
  void set(Instant asked, Duration took, long databaseMillis) {
    Instant middle = asked.plus(took.dividedBy(2));
    ahead = Duration.between(middle, Instant.ofEpochMilli(databaseMillis));
  }

  /** This machine's clock as it is. */
  Instant own() {
    return own.instant();
  }
}
