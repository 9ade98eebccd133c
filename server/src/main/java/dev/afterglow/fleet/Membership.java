package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.run.NodeLease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * This process among those on one database. It is alive for the others as long as its lease runs,
 * by the database's own clock; it believes so itself for somewhat shorter, by a clock that is never
 * set back and does not stop with the process.
 */
public final class Membership implements NodeLease {
  private static final String RENEW =
      "insert into node (id, name, release, started_ms, lease_ms)"
          + " values (?, ?, ?, node_clock(), node_clock() + ?)"
          + " on conflict (id) do update set lease_ms = excluded.lease_ms"
          + " returning lease_ms";

  private static final String ALIVE =
      "select id, name, release, started_ms, lease_ms, lease_ms > node_clock() from node order by id";

  /** Nodes that are long dead, and of whom nothing is left to take over. */
  private static final String FORGET =
      "delete from node where lease_ms < node_clock() - ? and not exists (select 1 from task"
          + " join attempt on attempt.owner_id = task.owner_id and attempt.task_id = task.id"
          + " and attempt.seq = task.attempt where task.ended_ms is null"
          + " and task.state in ('working', 'finishing') and attempt.node = node.id)";

  private static final int KEPT_MINUTES = 5;

  private final SharedDatabase database;
  private final String id;
  private final String name;
  private final String release;
  private final Duration lease;
  private final FleetClock clock;
  private final LongSupplier nanoTime;

  /** When the question that renewed the lease last was sent, in nanoseconds. */
  private volatile long renewedNanos;

  private volatile boolean member;
  private volatile int alive = 1;
  private final AtomicLong term = new AtomicLong();
  private final LongAdder lapses = new LongAdder();

  /**
   * @param id of this process, never used before
   * @param name for people
   * @param lease how long this process may be silent before it is taken for dead
   * @param nanoTime elapsed nanoseconds that never run backwards
   */
  public Membership(
      SharedDatabase database,
      String id,
      String name,
      String release,
      Duration lease,
      FleetClock clock,
      LongSupplier nanoTime) {
    this.database = database;
    this.id = id;
    this.name = name;
    this.release = release;
    this.lease = lease;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** A process on the database, for people. */
  public record Node(String id, String name, String release, Instant startedAt, boolean alive) {}

  /** This process's id. */
  public String id() {
    return id;
  }

  /** How long this process may be silent. */
  public Duration lease() {
    return lease;
  }

  @Override
  public boolean holds() {
    return member && renewedOfLate();
  }

  private boolean renewedOfLate() {
    return nanoTime.getAsLong() - renewedNanos < lease.toNanos() * 3 / 4;
  }

  @Override
  public long term() {
    return term.get();
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** How long ago the lease was renewed last, by this process's own clock. */
  public Duration leaseAge() {
    return Duration.ofNanos(nanoTime.getAsLong() - renewedNanos);
  }

  /** How many processes are alive, this one counted, as far as the last look told. */
  public int alive() {
    return alive;
  }

  /** How often this process was silent for three quarters of its lease or longer. */
  public long lapses() {
    return lapses.sum();
  }

  /** Takes the first lease, and the database's time. */
  public void join() {
    beat();
  }

  /**
   * Renews the lease, and looks who else is there, both or neither. If others may have taken this
   * process for dead before the database has kept it, a new term begins; nobody here believes in
   * the lease before that.
   */
  Beat beat() {
    long began = nanoTime.getAsLong();
    Instant asked = clock.own();
    Look look = database.writeAtOnce(this::renew);
    Duration took = Duration.ofNanos(nanoTime.getAsLong() - began);
    boolean lapsed = member && !renewedOfLate();
    if (lapsed) {
      lapses.increment();
      term.incrementAndGet();
    }
    if (took.compareTo(lease.dividedBy(2)) < 0) {
      clock.set(asked, took, look.untilMillis() - lease.toMillis());
    }
    alive = look.alive();
    renewedNanos = began;
    member = true;
    return look.beat(lapsed);
  }

  /** What the database said when the lease was renewed. */
  private record Look(
      long untilMillis, boolean dead, int alive, int place, Map<String, Long> topics) {
    Beat beat(boolean lapsed) {
      return new Beat(lapsed, dead, alive, place, topics);
    }
  }

  private Look renew(Connection tx) throws SQLException {
    long until =
        Statements.first(tx, row -> row.getLong(1), RENEW, id, name, release, lease.toMillis())
            .orElseThrow();
    List<Node> nodes = nodes(tx);
    List<String> alive = nodes.stream().filter(Node::alive).map(Node::id).toList();
    Map<String, Long> topics =
        Statements.all(
                tx,
                row -> Map.entry(row.getString(1), row.getLong(2)),
                "select name, version from topic")
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Look(
        until,
        alive.size() < nodes.size(),
        Math.max(1, alive.size()),
        Math.max(0, alive.indexOf(id)),
        topics);
  }

  /** Every process that is or was there of late. */
  public List<Node> nodes() {
    return database.read(Membership::nodes);
  }

  private static List<Node> nodes(Connection tx) throws SQLException {
    return Statements.all(
        tx,
        row ->
            new Node(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getBoolean(6)),
        ALIVE);
  }

  /** Forgets nodes that are long dead, and minutes whose requests are all over. */
  void forget() {
    database.writeBeside(tx -> {
      Statements.change(
          tx, "delete from rate_share where minute < node_clock() / 60000 - " + KEPT_MINUTES);
      return Statements.change(tx, FORGET, lease.multipliedBy(4).toMillis());
    });
  }

  /** Gives the lease up: whatever this process still has in hand is anybody's at once. */
  public void leave() {
    member = false;
    database.writeBeside(tx -> {
      Statements.change(tx, "delete from lease where node = ?", id);
      return Statements.change(tx, "update node set lease_ms = node_clock() where id = ?", id);
    });
  }
}
