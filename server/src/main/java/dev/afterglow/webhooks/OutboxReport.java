package dev.afterglow.webhooks;

import dev.afterglow.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What an operator sees of the outbox of all owners. */
public final class OutboxReport {
  private static final Duration STUCK = Duration.ofMinutes(10);
  private static final int LISTED = 100;

  private final Database database;
  private final InstantSource time;
  private final EndpointRows endpoints = new EndpointRows();
  private final DeliveryRows deliveries = new DeliveryRows();

  public OutboxReport(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /** How many messages wait to be delivered, now or later. */
  public long pending() {
    return database.read(deliveries::pending);
  }

  /** How many endpoints get no messages because they failed, though their owners want them. */
  public long failedEndpoints() {
    return database.read(endpoints::failed);
  }

  /** By how many seconds the delivery that is most overdue is late; 0 if none is. */
  public long lateSeconds() {
    Instant now = time.instant();
    return database
        .read(deliveries::firstDue)
        .map(due -> Math.max(0, Duration.between(due, now).toSeconds()))
        .orElse(0L);
  }

  /**
   * The hundred that are most overdue, by ten minutes at least: a server that runs gets to none so
   * late, unless their receivers keep it waiting.
   */
  public List<Delivery> stuck() {
    Instant before = time.instant().minus(STUCK);
    return database.read(tx -> deliveries.overdue(tx, before, LISTED));
  }
}
