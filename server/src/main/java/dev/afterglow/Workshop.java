package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Key;
import dev.afterglow.config.Settings;
import dev.afterglow.engines.preview.PreviewEngine;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.desk.Desk;
import dev.afterglow.tasks.desk.Pictures;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.run.RunnerLoop;
import dev.afterglow.tasks.store.Tally;
import dev.afterglow.tasks.store.TaskClaims;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.videos.VideoStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where films are made: engines, the router, the line of tasks and the runner that carries them
 * from the line to the film.
 *
 * @param store the tasks in the database
 */
record Workshop(
    PreviewEngine preview,
    Router router,
    TaskStore store,
    VideoStore films,
    Tally tally,
    Runner runner,
    RunnerLoop loop,
    ExecutorService steps,
    Tasks tasks)
    implements AutoCloseable {
  /** The contract's life of a link, and so of a film. */
  static final Duration FILM_LIFE = Duration.ofHours(24);

  static Workshop open(Foundation base, Settings settings, Surroundings around) throws IOException {
    DataDirectory data = base.directory();
    PreviewEngine preview =
        PreviewEngine.open(
            "preview",
            data.preview(),
            settings.preview().concurrency(),
            settings.preview().caption());
    Router router = new Router(List.of(preview));
    VideoStore films = VideoStore.open(data.videos());
    Pictures pictures = Pictures.open(data.pictures());
    Tally tally = new Tally();
    TaskStore store =
        new TaskStore(base.database(), base.ledger(), around.time(), FILM_LIFE, tally);
    ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();
    Runner runner =
        new Runner(
            store,
            router,
            films,
            pictures,
            patience(settings.tasks()),
            caps(base.accounts(), settings.tasks().runningPerKey()),
            Checkpoint.Listener.NONE,
            steps);
    RunnerLoop loop = new RunnerLoop(runner, around.time());
    Tasks desk =
        new Desk(
            store,
            store.submissions(bounds(settings.tasks()), Checkpoint.Listener.NONE),
            router,
            base.prices(),
            pictures,
            around.random(),
            loop::wake);
    return new Workshop(preview, router, store, films, tally, runner, loop, steps, desk);
  }

  /** Takes up what an earlier process left. No task may be submitted before this returns. */
  void recover() throws IOException {
    runner.recover();
  }

  /** Begins to make films. */
  void start() {
    loop.start();
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
    preview.close();
    steps.shutdownNow();
  }

  private static RunSettings patience(Settings.Tasks tasks) {
    RunSettings usual = RunSettings.DEFAULT;
    return new RunSettings(
        tasks.engineDeadline(),
        tasks.longestWait(),
        usual.fetchAttempts(),
        usual.firstPause(),
        usual.longestPause(),
        usual.upkeepInterval());
  }

  private static QueueBounds bounds(Settings.Tasks tasks) {
    return new QueueBounds(tasks.waitingPerOwner(), tasks.waitingInAll());
  }

  /** A key's own bound, or else everybody's. */
  private static TaskClaims.Caps caps(Accounts accounts, int usual) {
    return (tx, keyId) ->
        accounts
            .key(tx, keyId)
            .map(Key::scope)
            .map(scope -> scope.runningTasks().orElse(usual))
            .orElse(usual);
  }
}
