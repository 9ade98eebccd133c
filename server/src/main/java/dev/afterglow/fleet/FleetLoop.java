package dev.afterglow.fleet;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.run.EngineShare;
import dev.afterglow.tasks.run.RunnerLoop;
import dev.afterglow.tasks.store.TaskStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps a node in its fleet, on threads of its own: renews its lease, takes over what dead nodes
 * had in hand, and looks every second for what messages would have told, had none been lost.
 */
public final class FleetLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FleetLoop.class.getName());
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** Also without a node that is known to be dead: whoever was in its hands is found at last. */
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);

  /** An engine that was asked to stop is not asked again sooner. */
  private static final Duration STOP_AGAIN = Duration.ofSeconds(30);

  private final Membership membership;
  private final TaskStore store;
  private final RunnerLoop runner;
  private final Consumer<EngineShare> sharing;
  private final Set<String> enginesHere;
  private final Reactions reactions;
  private final LongSupplier nanoTime;
  private final FatalErrors fatal;
  private final Thread thread;
  private final SharedDatabase.Listening listening;
  private final Map<String, Long> stopsToldNanos = new HashMap<>();
  private final Heartbeat heartbeat;
  private Map<String, Long> topics = Map.of();
  private Set<String> silent = Set.of();
  private int nodes;
  private int place;
  private long sweepDue;
  private volatile boolean closed;

  /**
   * @param sharing told how much of what engines take is this node's
   * @param enginesHere engines of this machine alone, which no other node uses
   * @param nanoTime elapsed nanoseconds that never run backwards
   */
  public FleetLoop(
      SharedDatabase database,
      Membership membership,
      TaskStore store,
      RunnerLoop runner,
      Consumer<EngineShare> sharing,
      Set<String> enginesHere,
      Reactions reactions,
      LongSupplier nanoTime,
      FatalErrors fatal) {
    this.membership = membership;
    this.store = store;
    this.runner = runner;
    this.sharing = sharing;
    this.enginesHere = Set.copyOf(enginesHere);
    this.reactions = reactions;
    this.nanoTime = nanoTime;
    this.fatal = fatal;
    this.sweepDue = nanoTime.getAsLong();
    this.thread =
        Thread.ofPlatform().daemon().name("fleet").unstarted(fatal.orEnd("fleet", this::run));
    this.heartbeat =
        new Heartbeat(
            membership, reactions::cutOff, () -> LockSupport.unpark(thread), nanoTime, fatal);
    // Whatever somebody says on the channel, a later release for instance, ends no listener.
    this.listening =
        database.listen(
            message -> fatal.survive("a message on the channel", () -> heard(message)),
            () -> fatal.survive("a look after missed messages", reactions::missed));
  }

  /** Begins. */
  public void start() {
    heartbeat.start();
    thread.start();
  }

  private void run() {
    while (!closed) {
      fatal.survive("a look at the fleet", this::round);
      LockSupport.parkNanos(pause().toNanos());
    }
  }

  private Duration pause() {
    Duration part = membership.lease().dividedBy(8);
    return part.compareTo(BETWEEN_LOOKS) < 0 ? part : BETWEEN_LOOKS;
  }

  /** One look; what the database does not answer is asked again in the next. */
  void round() {
    try {
      Optional<Beat> beat = heartbeat.news();
      if (beat.isPresent()) {
        learn(beat.get());
      }
      reactions.work();
      stop(nanoTime.getAsLong());
    } catch (DatabaseFailure away) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the database does not answer: {0}",
          String.valueOf(away.getMessage()));
      reactions.cutOff();
    }
  }

  /** Renews the lease once, as the other thread does all the time. */
  boolean beat() {
    return heartbeat.beat();
  }

  private void learn(Beat beat) {
    if (beat.lapsed()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "this node was silent for too long; it looks what others have taken over");
      runner.lapsed();
    }
    if (beat.nodes() != nodes || beat.place() != place) {
      nodes = beat.nodes();
      place = beat.place();
      sharing.accept(
          (engine, running) -> enginesHere.contains(engine) ? running : beat.shareOf(running));
    }
    if (!silent.containsAll(beat.silent())) {
      reactions.missed(); // a node may have died between an end and the message about it
    }
    silent = beat.silent();
    try {
      takeOver();
    } finally { // neither keeps the other from being done
      compare(beat.topics());
    }
  }

  private void takeOver() {
    long now = nanoTime.getAsLong();
    boolean sweep = sweepDue - now <= 0;
    if (!silent.isEmpty() || sweep) {
      runner.takeOver();
    }
    if (sweep) {
      sweepDue = now + BETWEEN_SWEEPS.toNanos();
      membership.forget();
    }
  }

  private void compare(Map<String, Long> now) {
    if (!now.getOrDefault("keys", 0L).equals(topics.getOrDefault("keys", 0L))) {
      reactions.keysChanged();
    }
    if (!now.getOrDefault("prices", 0L).equals(topics.getOrDefault("prices", 0L))) {
      reactions.pricesChanged();
    }
    topics = now; // last: what could not be read is read again with the next beat
  }

  /** The requests to stop what is in hand here, from wherever they came. */
  private void stop(long now) {
    stopsToldNanos.values().removeIf(told -> now - told > STOP_AGAIN.toNanos());
    for (Task task : store.toStop()) {
      if (stopsToldNanos.putIfAbsent(task.id(), now) == null) {
        reactions.stopWanted(task.id());
      }
    }
  }

  private void heard(String message) {
    String[] lines = message.split("\n");
    if (lines[0].equals(membership.id())) {
      return;
    }
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case Messenger.WORK -> reactions.work();
        case Messenger.CHANGED -> reactions.taskChanged(words[1]);
        case Messenger.STOP -> reactions.stopWanted(words[1]);
        case Messenger.MISSED -> reactions.missed();
        case "topic" -> topic(words[1]);
        default -> {} // the sender's id, or a word of a later release
      }
    }
  }

  private void topic(String name) {
    switch (name) {
      case "keys" -> reactions.keysChanged();
      case "prices" -> fatal.survive("reading the price list", reactions::pricesChanged);
      default -> {} // of a later release
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    heartbeat.close();
    listening.close();
    try {
      if (thread.isAlive()) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
