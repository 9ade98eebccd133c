package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.auth.SharedRates;
import dev.afterglow.batches.BatchLoop;
import dev.afterglow.config.EngineType;
import dev.afterglow.config.Environment;
import dev.afterglow.config.ModelSettings;
import dev.afterglow.config.Settings;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.fleet.FleetCancels;
import dev.afterglow.fleet.FleetClock;
import dev.afterglow.fleet.FleetLoop;
import dev.afterglow.fleet.Leases;
import dev.afterglow.fleet.Membership;
import dev.afterglow.fleet.Messenger;
import dev.afterglow.fleet.RateShares;
import dev.afterglow.fleet.Reactions;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.ledger.Prices;
import dev.afterglow.lifecycle.Closer;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.DirectoryLock;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.tasks.CancelRequests;
import dev.afterglow.tasks.run.NodeLease;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.run.RunnerLoop;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What makes a server one node of several on one PostgreSQL. */
final class FleetNode {
  /** How long a turn with an owner's batches is one node's; it is taken anew every second. */
  private static final Duration BATCH_TURN = Duration.ofSeconds(30);

  private final SharedDatabase database;
  private final Settings settings;
  private final Environment around;
  private final FatalErrors fatal;
  private final Membership membership;
  private final Messenger messenger;

  private FleetNode(
      SharedDatabase database,
      Settings settings,
      Environment around,
      FatalErrors fatal,
      Membership membership,
      Messenger messenger) {
    this.database = database;
    this.settings = settings;
    this.around = around;
    this.fatal = fatal;
    this.membership = membership;
    this.messenger = messenger;
  }

  /** The clock of a server on this database: the database's own where several share it. */
  static Environment clock(Database database, Environment outside) {
    if (!(database instanceof SharedDatabase among)) {
      return outside;
    }
    FleetClock clock = new FleetClock(outside.time());
    clock.ask(among, outside.nanoTime());
    return outside.by(clock);
  }

  /**
   * Joins the nodes of a database; empty if it is one that nobody shares.
   *
   * @param around with the clock of {@link #clock}
   * @param watch told of every change of a task
   */
  static Optional<FleetNode> join(
      Database database,
      DataDirectory data,
      Settings settings,
      Environment around,
      TaskWatch watch,
      FatalErrors fatal,
      Closer opened)
      throws IOException {
    if (!(database instanceof SharedDatabase among)
        || !(around.time() instanceof FleetClock clock)) {
      return Optional.empty();
    }
    opened.add(DirectoryLock.take(data.root())); // the files that are this node's own
    Databases.agreeOnSecrets(among, data, around);
    String id = new UlidGenerator(around.time(), around.random()).next("node_");
    Membership membership =
        new Membership(
            among,
            id,
            data.root().toString(),
            around.release(),
            settings.fleet().lease(),
            clock,
            around.nanoTime());
    membership.join();
    opened.add(membership::leave);
    Messenger messenger = opened.add(new Messenger(among, id, watch, fatal));
    return Optional.of(new FleetNode(among, settings, around, fatal, membership, messenger));
  }

  /** This process's name on its database. */
  String id() {
    return membership.id();
  }

  /** This process among the others. */
  Membership membership() {
    return membership;
  }

  /** Told of every change of a task here. */
  Messenger messenger() {
    return messenger;
  }

  NodeLease lease() {
    return membership;
  }

  /** Stops tasks, whichever node has them in hand. */
  CancelRequests cancels(RunnerLoop loop, Runner runner, TaskStore store) {
    return new FleetCancels(loop, runner::has, messenger, store, around.nanoTime());
  }

  /** Keeps to the rates of keys and owners together with the other nodes. */
  SharedRates rates() {
    return new SharedRates(new RateShares(database)::take, around.time());
  }

  /** One node at a time works on an owner's batches. */
  BatchLoop.Turns batchTurns() {
    Leases leases = new Leases(database, id());
    return new BatchLoop.Turns() {
      @Override
      public boolean take(String ownerId) {
        return leases.take("batches of " + ownerId, BATCH_TURN);
      }

      @Override
      public void giveBack(String ownerId) {
        leases.giveBack("batches of " + ownerId);
      }
    };
  }

  /** Keeps this node in the fleet from its start on. */
  FleetLoop loop(
      RunnerLoop loop,
      Runner runner,
      TaskStore store,
      TaskWatch watch,
      Accounts accounts,
      Prices prices) {
    return new FleetLoop(
        database,
        membership,
        store,
        loop,
        runner::share,
        enginesHere(),
        new Reactions() {
          @Override
          public void work() {
            loop.newWork();
          }

          @Override
          public void taskChanged(String taskId) {
            watch.unsure(taskId);
          }

          @Override
          public void stopWanted(String taskId) {
            loop.changed(taskId);
          }

          @Override
          public void keysChanged() {
            accounts.changed();
            fatal.survive("a look after keys", watch::lookAfterKeys);
          }

          @Override
          public void cutOff() {
            accounts.changed();
          }

          @Override
          public void pricesChanged() {
            prices.reload();
          }

          @Override
          public void missed() {
            watch.unsureOfAll();
            loop.newWork();
          }
        },
        around.nanoTime(),
        fatal);
  }

  /** Engines that work on this machine: each node has its own. */
  private Set<String> enginesHere() {
    Set<String> here = new HashSet<>(Set.of(ModelSettings.PREVIEW));
    settings.engines().stream()
        .filter(engine -> engine.type() == EngineType.COMMAND)
        .forEach(engine -> here.add(engine.name()));
    return here;
  }
}
