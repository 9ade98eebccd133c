package dev.afterglow.fleet;

import dev.afterglow.engines.Engine;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.tasks.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;

/** A node of a fleet, in this process, with a clock of its own; it does nothing by itself. */
final class TestNode {
  static final Duration LEASE = Duration.ofSeconds(15);

  final World world;
  final Membership membership;
  final FleetClock clock;

  TestNode(SharedDatabase database, Path folder, String id, long seed, Engine... engines)
      throws Exception {
    this(database, folder, id, seed, Runnable::run, engines);
  }

  TestNode(
      SharedDatabase database, Path folder, String id, long seed, Executor steps, Engine... engines)
      throws Exception {
    world = new World(folder, database, seed, engines);
    clock = new FleetClock(world.clock);
    membership = new Membership(database, id, "test", "1", LEASE, clock, world.clock::nanoTime);
    world.node = id;
    world.executor = steps;
    world.lease = membership;
    world.start();
    world.runner().recover(); // as a server does before it listens
  }

  /** Renews the lease as a node's loop does, and takes over what dead nodes had in hand. */
  void beat() {
    Beat beat = membership.beat();
    if (beat.lapsed()) {
      world.runner().lapsed();
    }
    if (!beat.silent().isEmpty()) {
      world.runner().takeOver(1000);
    }
  }

  /** Lets time pass, renewing the lease, until nothing is under way here. */
  void finish() {
    world.tick();
    for (int i = 0; i < 1_000 && world.runner().underWay() > 0; i++) {
      beat();
      world.pass(Duration.ofSeconds(2));
    }
  }

  static FatalErrors fatal() {
    return FatalErrors.logged();
  }
}
