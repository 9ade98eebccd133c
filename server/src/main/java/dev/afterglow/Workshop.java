package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Key;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.DiskFilmStore;
import dev.afterglow.films.FilmStore;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.LiveProgress;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.expiry.Cleanup;
import dev.afterglow.tasks.expiry.ExpiryJob;
import dev.afterglow.tasks.expiry.ExpiryLoop;
import dev.afterglow.tasks.expiry.OrphanPictureSweep;
import dev.afterglow.tasks.pictures.DiskReferencePictures;
import dev.afterglow.tasks.pictures.ReferencePictureStore;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.run.RunnerLoop;
import dev.afterglow.tasks.run.StepContext;
import dev.afterglow.tasks.service.Decisions;
import dev.afterglow.tasks.service.TaskService;
import dev.afterglow.tasks.store.KeyCaps;
import dev.afterglow.tasks.store.SqliteTaskStore;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.webhooks.Outbox;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Where films are made: engines, the router, the queue of tasks and the runner that carries them
 * from the queue to the film.
 *
 * @param store the tasks in the database
 */
record Workshop(
    Engines engines,
    Finishing finishing,
    Router router,
    TaskStore store,
    FilmStore films,
    TaskCounters counters,
    EngineHealth health,
    Runner runner,
    RunnerLoop loop,
    OrphanPictureSweep orphans,
    ExpiryLoop expiry,
    ExecutorService steps,
    Tasks tasks)
    implements AutoCloseable {
  /** The contract's life of a link, and so of a film. */
  static final Duration FILM_LIFE = Duration.ofHours(24);

  private static final Duration BETWEEN_EXPIRIES = Duration.ofSeconds(10);

  /** The exit status of a process whose runner cannot go on, as sysexits.h has it: EX_SOFTWARE. */
  private static final int FATAL = 70;

  static Workshop open(Foundation base, Settings settings, Environment around) throws IOException {
    DataDirectory data = base.directory();
    Engines engines = Engines.open(settings, data, around.time());
    Finishing finishing = Finishing.open(settings.finishing(), engines.frameRates());
    Router router = engines.router();
    FilmStore films = DiskFilmStore.at(data.videos());
    DiskSpace space = base.disk(settings.storage());
    ReferencePictureStore pictures =
        DiskReferencePictures.open(
            data.pictures(), space, settings.images().pictureBytesPerOwner());
    TaskCounters counters = new TaskCounters();
    TaskStore store =
        new SqliteTaskStore(
            base.database(),
            base.ledger(),
            around.time(),
            new StoreSettings(
                StoreSettings.ONLY_NODE,
                FILM_LIFE,
                bounds(settings.tasks()),
                caps(base.accounts(), settings.tasks().runningPerKey())),
            counters,
            new Outbox(),
            Checkpoint.Listener.NONE);
    EngineHealth health = new EngineHealth(around.nanoTime(), EngineHealth.Backoff.DEFAULT);
    LiveProgress live = new LiveProgress();
    ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();
    BooleanSupplier disk = () -> space.room() != DiskSpace.Room.NONE;
    RunSettings patience =
        RunSettings.DEFAULT
            .withDeadlines(settings.tasks().engineDeadline(), settings.tasks().longestWait())
            .withTerms(engines.terms());
    Runner runner =
        new Runner(
            new StepContext(
                store,
                films,
                pictures,
                finishing.finisher(),
                disk,
                router,
                health,
                live,
                around.time(),
                around.nanoTime(),
                patience,
                Checkpoint.Listener.NONE),
            steps);
    RunnerLoop loop = new RunnerLoop(runner, () -> System.exit(FATAL));
    OrphanPictureSweep orphans = new OrphanPictureSweep(pictures, store, around.nanoTime());
    ExpiryJob expiry =
        new ExpiryJob(
            store,
            films,
            router,
            new Cleanup(films, pictures),
            orphans,
            settings.tasks().longestWait());
    Tasks tasks =
        new TaskService(
            store,
            router,
            base.prices(),
            pictures,
            films,
            new TaskIds(around.time(), around.random()),
            around.random(),
            new TaskService.RunnerLink(loop::newWork, loop, live));
    return new Workshop(
        engines,
        finishing,
        router,
        store,
        films,
        counters,
        health,
        runner,
        loop,
        orphans,
        new ExpiryLoop(expiry, BETWEEN_EXPIRIES, loop::newWork),
        steps,
        tasks);
  }

  /** The operator's word on tasks whose orders got no readable answer. */
  Decisions decisions() {
    return new Decisions(store, loop::changed);
  }

  /** Takes up what an earlier process left. No task may be submitted before this returns. */
  void recover() throws IOException {
    runner.recover();
    orphans.atStart();
  }

  /** Begins to make films. */
  void start() {
    loop.start();
    expiry.start();
  }

  /**
   * Begins nothing new, and waits for the steps that are being taken.
   *
   * @return whether all of them ended in time
   */
  boolean drain(Duration patience) {
    try {
      return loop.drain(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    expiry.close();
    finishing.close();
    engines.close();
    steps.shutdownNow();
  }

  private static QueueBounds bounds(Settings.Tasks tasks) {
    return new QueueBounds(tasks.waitingPerOwner(), tasks.waitingInAll());
  }

  /** A key's own bound, or else everybody's. */
  private static KeyCaps caps(Accounts accounts, int usual) {
    return (tx, keyId) ->
        accounts
            .key(tx, keyId)
            .map(Key::scope)
            .map(scope -> scope.runningTasks().orElse(usual))
            .orElse(usual);
  }
}
