package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.desk.Pictures;
import dev.afterglow.tasks.store.TaskClaims;
import dev.afterglow.tasks.store.TaskQueries;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.videos.VideoStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Carries tasks from the line to the film. Each {@link #tick} takes waiting tasks up where engines
 * have room and gives out the steps that are due. It does nothing by itself: {@link RunnerLoop}
 * ticks whenever there is something to do, a test ticks by hand.
 */
public final class Runner {
  private final Router router;
  private final InstantSource time;
  private final Executor executor;
  private final Workplace place;
  private final TaskQueries queries;
  private final TaskClaims claims;
  private final Steps steps;
  private final Tidying tidying;
  private final Upkeep upkeep;
  private final PictureSweep pictureSweep;
  private final Errands errands = new Errands();

  /** Whose turn it was last at each engine. */
  private final Map<String, String> lastOwners = new HashMap<>();

  /** Until when each engine wants to be left alone. */
  private final Map<String, Instant> respites = new ConcurrentHashMap<>();

  private boolean recovered;
  private boolean claimsUnclear;
  private volatile boolean draining;
  private volatile Runnable stepTaken = () -> {};

  /**
   * @param caps how many tasks of one key may be under way at once
   * @param executor where steps run; they may block for as long as a film takes to copy
   */
  public Runner(
      TaskStore store,
      Router router,
      VideoStore films,
      Pictures pictures,
      RunSettings settings,
      TaskClaims.Caps caps,
      Checkpoint.Listener checkpoints,
      Executor executor) {
    this.router = router;
    this.time = store.time();
    this.executor = executor;
    this.place =
        new Workplace(
            store.transitions(), store.endings(), films, pictures, time, settings, checkpoints);
    this.queries = store.queries();
    this.claims = store.claims(caps);
    this.steps = new Steps(place, queries);
    this.tidying = new Tidying(place);
    this.pictureSweep = new PictureSweep(pictures, queries, time);
    this.upkeep = new Upkeep(place, store.outdated(), router);
  }

  /**
   * Takes up what an earlier process left. A task that was being handed over may or may not have
   * reached its engine, and is treated so. Call it before any task can be submitted: pictures that
   * belong to no task are deleted. The first tick does it if nobody did.
   */
  public synchronized void recover() throws IOException {
    for (Task task : queries.underWay()) {
      if (task.state() instanceof TaskState.Sending) {
        place.transitions().uncertain(task).ifPresent(this::takeUp);
      } else {
        takeUp(task);
      }
    }
    pictureSweep.atStart();
    recovered = true;
  }

  /**
   * Does everything that is due now, once. Blocks only for the database, not for engines.
   *
   * @throws IOException if the folder of pictures cannot be read
   */
  public synchronized void tick() throws IOException {
    if (!recovered) {
      recover();
    }
    if (claimsUnclear) {
      adopt();
    }
    if (!draining) {
      upkeep.work();
      pictureSweep.work();
      for (Engine engine : router.engines()) {
        claim(engine);
      }
      for (Errand errand : errands.takeDue(time.instant())) {
        executor.execute(() -> step(errand));
      }
    }
  }

  /** When the next tick has something to do, as far as is known now. */
  public synchronized Instant nextDue() {
    Instant now = time.instant();
    Stream<Instant> respitesOver = respites.values().stream().filter(now::isBefore);
    return Stream.concat(errands.nextDue().stream(), respitesOver)
        .reduce(upkeep.due(), Runner::earlier);
  }

  /** How many tasks are under way. */
  public int underWay() {
    return errands.tasks().size();
  }

  /** From now on nothing new is begun; steps that are being taken go on to their end. */
  void drain() {
    draining = true;
  }

  /** Whether a step is being taken. */
  boolean busy() {
    return errands.anyBusy();
  }

  /** Names whoever wants to know that a step has been taken. */
  void onStep(Runnable listener) {
    stepTaken = listener;
  }

  private void claim(Engine engine) {
    int room = errands.room(engine.name(), engine.concurrency());
    Instant now = time.instant();
    if (room == 0 || now.isBefore(respites.getOrDefault(engine.name(), Instant.MIN))) {
      return;
    }
    String lastOwner = lastOwners.getOrDefault(engine.name(), "");
    claimsUnclear = true;
    TaskClaims.Claimed claimed = claims.claim(engine.name(), room, lastOwner);
    claimsUnclear = false;
    lastOwners.put(engine.name(), claimed.lastOwner());
    claimed.tasks().forEach(this::takeUp);
  }

  /**
   * After a claim that may have been written though it failed: a task that is being handed over,
   * with no errand of it since before the question, was taken by that claim and never sent.
   */
  private void adopt() {
    Set<String> known = errands.tasks();
    List<Task> found = queries.underWay();
    found.stream().filter(task -> !known.contains(task.id())).forEach(this::takeUp);
    claimsUnclear = false;
  }

  private void takeUp(Task task) {
    errands.add(new Errand(task, router.named(task.engine()), time.instant()));
  }

  private void step(Errand errand) {
    Next next = steps.take(errand);
    Duration respite = Send.respite(errand);
    if (respite.isPositive()) {
      respites.merge(errand.task.engine(), time.instant().plus(respite), Runner::later);
    }
    if (errands.giveBack(errand, next, time.instant())
        && errand.task.state() instanceof TaskState.Ended) {
      tidying.after(errand);
    }
    stepTaken.run();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
