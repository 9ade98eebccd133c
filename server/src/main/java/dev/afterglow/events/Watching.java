package dev.afterglow.events;

import dev.afterglow.tasks.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One wait for one task. Holds a place until it is closed. */
public final class Watching implements AutoCloseable {
  private final Watcher watcher;
  private final Topic topic;
  private final Supplier<Optional<Task>> read;
  private final Runnable leave;
  private final LongSupplier nanoTime;
  private final AtomicBoolean closed = new AtomicBoolean();
  private long doubts;
  private volatile boolean stopping;
  private volatile boolean shutOut;
  private volatile long keyEnds = Long.MAX_VALUE;
  private volatile boolean keyEndsEver;

  /** What has come of a while of waiting. */
  public sealed interface News {}

  /** The task has changed. */
  public record Changed(Snapshot now) implements News {}

  /** Nothing has changed in all that time. */
  public record Quiet() implements News {}

  /** The key that let the watcher in is no longer valid. */
  public record ShutOut() implements News {}

  /** The server stops. */
  public record Stopping() implements News {}

  Watching(
      Watcher watcher,
      Topic topic,
      Supplier<Optional<Task>> read,
      Runnable leave,
      LongSupplier nanoTime) {
    this.watcher = watcher;
    this.topic = topic;
    this.read = read;
    this.leave = leave;
    this.nanoTime = nanoTime;
  }

  Watcher watcher() {
    return watcher;
  }

  /** Takes up what was read when the wait began. */
  void begin(Task found, Function<Task, OptionalInt> ahead) {
    topic.read(found);
    if (topic.queued().isPresent()) {
      topic.position(ahead.apply(found));
    }
  }

  /** The task as it is known at this moment. */
  public Snapshot now() {
    return topic.now();
  }

  /** Waits until the task is not any more what was seen, or until a time is over. */
  public News await(Snapshot seen, Duration longest) throws InterruptedException {
    long end = nanoTime.getAsLong() + longest.toNanos();
    while (true) {
      long now = nanoTime.getAsLong();
      if (shutOut || (keyEndsEver && now - keyEnds >= 0)) {
        return new ShutOut();
      }
      readIfUnsure();
      Snapshot known = topic.now();
      if (!known.equals(seen)) {
        return new Changed(known);
      }
      if (stopping) {
        return new Stopping();
      }
      if (now - end >= 0) {
        return new Quiet();
      }
      long until = keyEndsEver && keyEnds - end < 0 ? keyEnds : end;
      topic.await(seen, doubts, until - now, () -> stopping || shutOut);
    }
  }

  private void readIfUnsure() {
    long now = topic.doubts();
    if (now != doubts) {
      doubts = now;
      read.get().ifPresent(topic::read);
    }
  }

  /** Its key ends after this time. */
  void endsAfter(Duration time) {
    keyEnds = nanoTime.getAsLong() + time.toNanos();
    keyEndsEver = true;
  }

  void shutOut() {
    shutOut = true;
    topic.wake();
  }

  void stop() {
    stopping = true;
    topic.wake();
  }

  /** Gives its place back. Repeatable. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      leave.run();
    }
  }
}
