package dev.afterglow.events;

import dev.afterglow.http.ApiError;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Who waits for which task. A wait reads its task once, when it begins, and is told of every change
 * that this process makes afterwards: while nothing changes, ten thousand of them cost memory and
 * nothing else.
 */
public final class TaskWatch implements TaskListener, AutoCloseable {
  /** The catalogue of this package's texts, for {@link dev.afterglow.http.Messages#load}. */
  public static final String MESSAGES = "/dev/afterglow/events/messages";

  /** For keys that stay as they are. */
  public static final KeyStanding FOR_EVER = _ -> Optional.of(Instant.MAX);

  private final WatchLimits limits;
  private final Places places;
  private final KeyStanding keys;
  private final InstantSource time;
  private final LongSupplier nanoTime;
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();
  private final AtomicInteger watching = new AtomicInteger();
  private final LongAdder told = new LongAdder();
  private final AtomicBoolean queueMoved = new AtomicBoolean();
  private volatile Runnable onQueueMoved = () -> {};
  private volatile boolean closed;

  /**
   * @param time the wall clock, for the ends of keys
   * @param nanoTime elapsed nanoseconds that never run backwards
   */
  public TaskWatch(
      WatchLimits limits, KeyStanding keys, InstantSource time, LongSupplier nanoTime) {
    this.limits = limits;
    this.places = new Places(limits.places(), limits.placesPerKey());
    this.keys = keys;
    this.time = time;
    this.nanoTime = nanoTime;
  }

  /** How many may wait, and for how long. */
  public WatchLimits limits() {
    return limits;
  }

  /** How many wait at this moment. */
  public int watching() {
    return watching.get();
  }

  /** How many events have been sent. */
  public long told() {
    return told.sum();
  }

  void count() {
    told.increment();
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  /**
   * Begins to wait for a task.
   *
   * @param read reads the task as the watcher may see it; run once now
   * @param ahead reads a waiting task's position; run once now
   * @return empty if there is no such task
   * @throws ApiError 429 or 503 if there is no place, 401 if the key has just ended
   */
  public Optional<Watching> watch(
      Watcher watcher,
      String taskId,
      Supplier<Optional<Task>> read,
      Function<Task, OptionalInt> ahead) {
    places.take(watcher);
    watching.incrementAndGet();
    boolean begun = false;
    Watching joined = join(watcher, taskId, read);
    try {
      requireKey(joined);
      Optional<Task> task = read.get();
      if (task.isPresent()) {
        joined.begin(task.get(), ahead);
      }
      begun = task.isPresent();
      return begun ? Optional.of(joined) : Optional.empty();
    } finally {
      if (!begun) {
        joined.close();
      }
    }
  }

  private Watching join(Watcher watcher, String taskId, Supplier<Optional<Task>> read) {
    while (true) {
      Topic topic = topics.computeIfAbsent(taskId, _ -> new Topic());
      Box box = new Box();
      Watching mine =
          new Watching(watcher, topic, read, () -> box.leave(this, taskId, topic), nanoTime);
      box.watching = Optional.of(mine);
      if (topic.join(mine)) {
        if (closed) {
          mine.stop();
        }
        return mine;
      }
      topics.remove(taskId, topic);
    }
  }

  /** Lets a wait find itself when it ends. */
  private static final class Box {
    private Optional<Watching> watching = Optional.empty();

    void leave(TaskWatch watch, String taskId, Topic topic) {
      Watching mine = watching.orElseThrow();
      if (topic.leave(mine)) {
        watch.topics.remove(taskId, topic);
      }
      watch.places.leave(mine.watcher());
      watch.watching.decrementAndGet();
    }
  }

  /** After it has joined: a key that ends from now on is told to all who wait. */
  private void requireKey(Watching joined) {
    Instant until =
        keys.usableUntil(joined.watcher().keyId()).orElseThrow(ApiError::unauthenticated);
    Instant now = time.instant();
    if (until.isBefore(now.plus(limits.longestStream()))) {
      joined.endsAfter(Duration.between(now, until));
    }
  }

  /** Ends the waits whose keys have ended. To be called after every change of keys or owners. */
  public void lookAfterKeys() {
    Map<String, List<Watching>> ofKeys = new HashMap<>();
    topics
        .values()
        .forEach(topic ->
            topic
                .watchings()
                .forEach(one ->
                    ofKeys
                        .computeIfAbsent(one.watcher().keyId(), _ -> new ArrayList<>())
                        .add(one)));
    ofKeys.forEach((keyId, all) -> {
      if (keys.usableUntil(keyId).isEmpty()) {
        all.forEach(Watching::shutOut);
      }
    });
  }

  @Override
  public void changed(Task task) {
    Topic topic = topics.get(task.id());
    if (topic != null) {
      topic.learn(task);
    }
    if (!topics.isEmpty() && queueMoved.compareAndSet(false, true)) {
      onQueueMoved.run();
    }
  }

  @Override
  public void progressed(String taskId, int percent) {
    Topic topic = topics.get(taskId);
    if (topic != null) {
      topic.progressed(percent);
    }
  }

  @Override
  public void unsure(String taskId) {
    Topic topic = topics.get(taskId);
    if (topic != null) {
      topic.unsure();
    }
  }

  /** Changes elsewhere may have been missed: everybody who waits reads once more. */
  public void unsureOfAll() {
    topics.values().forEach(Topic::unsure);
  }

  /** Sets what is run when the queue may have moved, once until {@link #queued} is asked. */
  void onQueueMoved(Runnable action) {
    onQueueMoved = action;
  }

  /** The waiting tasks that somebody waits for. */
  List<Task> queued() {
    queueMoved.set(false);
    return topics.values().stream().flatMap(topic -> topic.queued().stream()).toList();
  }

  /** Tells a waiting task's position. */
  void position(String taskId, int ahead) {
    Topic topic = topics.get(taskId);
    if (topic != null) {
      topic.position(OptionalInt.of(ahead));
    }
  }

  /** Ends every wait, and those that begin from now on at once. */
  @Override
  public void close() {
    closed = true;
    topics.values().forEach(topic -> topic.watchings().forEach(Watching::stop));
  }
}
