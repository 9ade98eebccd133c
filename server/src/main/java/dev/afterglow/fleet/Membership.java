package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.run.NodeLease;
import dev.afterglow.tasks.store.LastBeat;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * This process among those on one database. It says again and again that it is there, and the
 * others take it for dead when they have seen nothing new of it for the length of its lease, each
 * by its own clock; it believes in its lease for somewhat shorter, by clocks that do not stop with
 * the process. Nobody's belief depends on how the database's clock is set.
 */
public final class Membership implements NodeLease {
  /** The lease is another one each time, even while the database's clock stands still. */
  private static final String RENEW =
      "insert into node (id, name, release, started_ms, lease_ms)"
          + " values (?, ?, ?, node_clock(), node_clock() + ?)"
          + " on conflict (id) do update set lease_ms = excluded.lease_ms"
          + " + case when node.lease_ms = excluded.lease_ms then 1 else 0 end"
          + " returning node_clock()";

  private static final String BEATS = "select id, lease_ms from node order by id";

  /** Nodes that are long dead, and of whom nothing is left to take over. */
  private static final String FORGET =
      "delete from node where id = ? and lease_ms = ? and not exists (select 1 from task"
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
  private final Sightings sightings;

  /** When the question that renewed the lease last was sent, in nanoseconds. */
  private volatile long renewedNanos;

  /** The same by this machine's clock: the other one stands still while a machine is suspended. */
  private volatile Instant renewedAt;

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
    this.sightings = new Sightings(id, lease);
    this.renewedNanos = nanoTime.getAsLong();
    this.renewedAt = clock.own();
  }

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
    return leaseAge().compareTo(lease.multipliedBy(3).dividedBy(4)) < 0;
  }

  @Override
  public long term() {
    return term.get();
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public List<LastBeat> silent() {
    return sightings.silent();
  }

  /** How long ago the lease was renewed last, by this machine's own clocks. */
  public Duration leaseAge() {
    Duration ran = Duration.ofNanos(nanoTime.getAsLong() - renewedNanos);
    Duration passed = Duration.between(renewedAt, clock.own());
    return ran.compareTo(passed) < 0 ? passed : ran;
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
    long answered = nanoTime.getAsLong();
    Duration took = Duration.ofNanos(answered - began);
    boolean lapsed = member && !renewedOfLate();
    if (lapsed) {
      lapses.increment();
      term.incrementAndGet();
    }
    if (took.compareTo(lease.dividedBy(2)) < 0) {
      clock.set(asked, took, look.databaseMillis());
    }
    sightings.look(look.beats(), look.databaseMillis(), began, answered);
    renewedNanos = began;
    renewedAt = asked;
    member = true;
    return learnt(look, lapsed);
  }

  /** What the database said when the lease was renewed. */
  private record Look(long databaseMillis, List<LastBeat> beats, Map<String, Long> topics) {}

  private Beat learnt(Look look, boolean lapsed) {
    Set<String> silent =
        sightings.silent().stream().map(LastBeat::nodeId).collect(Collectors.toUnmodifiableSet());
    List<String> living =
        look.beats().stream().map(LastBeat::nodeId).filter(one -> !silent.contains(one)).toList();
    alive = Math.max(1, living.size());
    return new Beat(lapsed, silent, alive, Math.max(0, living.indexOf(id)), look.topics());
  }

  private Look renew(Connection tx) throws SQLException {
    long databaseMillis =
        Statements.first(tx, row -> row.getLong(1), RENEW, id, name, release, lease.toMillis())
            .orElseThrow();
    List<LastBeat> beats =
        Statements.all(tx, row -> new LastBeat(row.getString(1), row.getLong(2)), BEATS);
    Map<String, Long> topics =
        Statements.all(
                tx,
                row -> Map.entry(row.getString(1), row.getLong(2)),
                "select name, version from topic")
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Look(databaseMillis, beats, topics);
  }

  /** Forgets nodes that are long dead, and minutes whose requests are all over. */
  void forget() {
    List<LastBeat> longDead = sightings.silentFor(lease.multipliedBy(4), nanoTime.getAsLong());
    database.writeBeside(tx -> {
      Statements.change(
          tx, "delete from rate_share where minute < node_clock() / 60000 - " + KEPT_MINUTES);
      int forgotten = 0;
      for (LastBeat one : longDead) {
        forgotten += Statements.change(tx, FORGET, one.nodeId(), one.leaseMillis());
      }
      return forgotten;
    });
  }

  /** Gives the lease up: whatever this process still has in hand is anybody's at once. */
  public void leave() {
    member = false;
    database.writeBeside(tx -> {
      Statements.change(tx, "delete from lease where node = ?", id);
      return Statements.change(tx, "update node set lease_ms = ? where id = ?", LastBeat.GONE, id);
    });
  }
}
