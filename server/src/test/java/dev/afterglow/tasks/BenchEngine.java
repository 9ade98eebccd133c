package dev.afterglow.tasks;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * An engine that answers at once and makes any number of films, each in a time of its own, and
 * measures how late it is asked and how late its films are fetched.
 */
final class BenchEngine implements Engine {
  private final int running;
  private final Duration pollInterval;
  private final long shortestNanos;
  private final long longestNanos;
  private final Random random = new Random(1);
  private final Map<String, Film> films = new ConcurrentHashMap<>();

  final LongAdder submits = new LongAdder();
  final LongAdder polls = new LongAdder();
  final LongAdder done = new LongAdder();

  /** How much later than wanted each poll came, in nanoseconds. */
  final ConcurrentLinkedQueue<Long> pollLags = new ConcurrentLinkedQueue<>();

  /** How long after each film was made its task ended, in nanoseconds. */
  final ConcurrentLinkedQueue<Long> endLags = new ConcurrentLinkedQueue<>();

  /** A film being made. */
  private static final class Film {
    private final long begun;
    private final long made;
    private long due;

    private Film(long begun, long made) {
      this.begun = begun;
      this.made = made;
    }
  }

  BenchEngine(int running, Duration pollInterval, Duration shortest, Duration longest) {
    this.running = running;
    this.pollInterval = pollInterval;
    this.shortestNanos = shortest.toNanos();
    this.longestNanos = longest.toNanos();
  }

  /** Forgets what was measured so far. */
  void measureAfresh() {
    pollLags.clear();
    endLags.clear();
    polls.reset();
    done.reset();
  }

  @Override
  public Submission submit(Job job) {
    long now = System.nanoTime();
    long takes;
    synchronized (random) {
      takes = shortestNanos + (long) (random.nextDouble() * (longestNanos - shortestNanos));
    }
    films.put(job.id(), new Film(now, now + takes));
    submits.increment();
    return new Submission.Accepted(new Ticket(job.id()));
  }

  @Override
  public Progress poll(EngineJob job) {
    Film film = films.get(job.jobId());
    if (film == null) {
      return new Progress.Lost();
    }
    long now = System.nanoTime();
    polls.increment();
    if (film.due != 0) {
      pollLags.add(now - film.due);
    }
    if (now - film.made >= 0) {
      return new Progress.Done(job.ticket());
    }
    film.due = now + pollInterval.toNanos();
    long percent = 100 * (now - film.begun) / (film.made - film.begun);
    return new Progress.Running(OptionalInt.of((int) percent), pollInterval);
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    return new Cancellation.Unsupported();
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    try {
      Files.write(target, SampleFilm.of(World.HD, job.jobId()));
      return new Fetched.Saved();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void forget(EngineJob job) {
    Film film = films.remove(job.jobId());
    if (film != null) {
      endLags.add(System.nanoTime() - film.made);
      done.increment();
    }
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.everything();
  }

  @Override
  public Capacity capacity() {
    return Capacity.ofRunning(running);
  }

  @Override
  public void close() {}

  /** The value that this share of them does not exceed, in milliseconds. */
  static double quantile(ConcurrentLinkedQueue<Long> nanos, double share) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int index = Math.min(sorted.length - 1, (int) (share * sorted.length));
    return sorted[index] / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
