package dev.afterglow;

import dev.afterglow.config.Settings;
import dev.afterglow.events.QueueWatch;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.events.WatchLimits;
import dev.afterglow.tasks.store.TaskStore;
import java.time.Duration;

/** Live progress: who waits for which task, and what tells them how the queue moves. */
record Watch(TaskWatch tasks, Environment around) {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** Begins to let clients wait, until their keys end. */
  static Watch open(Foundation base, Settings settings, Environment around) {
    Settings.Events events = settings.events();
    int half = FrontDoor.capacity(settings.capacity()).connections() / 2;
    TaskWatch tasks =
        new TaskWatch(
            new WatchLimits(
                events.places() > 0 ? events.places() : half,
                events.placesPerKey(),
                events.longestWait(),
                events.longestStream(),
                events.heartbeat()),
            base.accounts()::usableUntil,
            around.time(),
            around.nanoTime());
    base.accounts().onChange(tasks::lookAfterKeys);
    return new Watch(tasks, around);
  }

  /** Begins to look at the queue. */
  QueueWatch queue(TaskStore store) {
    return QueueWatch.start(tasks, store::ahead, BETWEEN_LOOKS, around.nanoTime());
  }
}
