package dev.afterglow.tasks.simulation;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.SampleFilm;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.simulation.JobLog.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * An engine that does everything an engine may do: refuses, loses answers before and after the job
 * exists, says nothing for long, loses jobs, breaks off downloads, and throws what it must not.
 * While it is asked, other threads of the server go on.
 */
final class FickleEngine implements Engine {
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);
  private static final List<Failure.Kind> REFUSALS =
      List.of(
          Failure.Kind.CONTENT_REFUSED,
          Failure.Kind.INVALID_INPUT,
          Failure.Kind.BROKEN,
          Failure.Kind.NO_ACCESS);

  private final String name;
  private final Capabilities capabilities;
  private final Random random;
  private final JobLog log;
  private final Runnable meanwhile;
  private final boolean repeatable;
  private final boolean namesJobs;
  private final Set<Method> broken = EnumSet.noneOf(Method.class);
  private Optional<Scope> outage = Optional.empty();
  private boolean fickle = true;

  /** What can break for good. */
  enum Method {
    SUBMIT,
    POLL,
    CANCEL,
    FETCH,
    FIND,
    FORGET
  }

  /**
   * @param meanwhile what happens elsewhere while it is asked something
   */
  FickleEngine(
      String name, Capabilities capabilities, Random random, JobLog log, Runnable meanwhile) {
    this.name = name;
    this.capabilities = capabilities;
    this.random = random;
    this.log = log;
    this.meanwhile = meanwhile;
    this.repeatable = random.nextInt(3) == 0;
    this.namesJobs = random.nextBoolean();
  }

  /** From now on it does what it should, but for what is broken for good. */
  void calmDown() {
    fickle = false;
    outage = Optional.empty();
  }

  /** From now on it takes no jobs; empty ends that. */
  void outage(Optional<Scope> scope) {
    outage = scope;
  }

  /** From now on these methods throw, whatever they are asked. */
  void breakForGood(Set<Method> methods) {
    broken.addAll(methods);
  }

  private void begin(Method method) {
    meanwhile.run();
    requireWhole(method);
  }

  private void requireWhole(Method method) {
    if (broken.contains(method)) {
      if (random.nextBoolean()) {
        throw new NoSuchMethodError("an engine must not throw, and this one always does");
      }
      throw new IllegalStateException("an engine must not throw, and this one always does");
    }
  }

  /** Whether two submissions of a job cost no more than one. */
  @Override
  public boolean repeatable() {
    return repeatable;
  }

  /** The film of a task. */
  static byte[] film(String task) {
    return SampleFilm.of(World.HD, text(task));
  }

  private static String text(String task) {
    return "the film of " + task;
  }

  @Override
  public Submission submit(Job job) {
    Optional<Instant> before = log.submitted(this, job.id());
    Submission answer = answerTo(job);
    if (answer instanceof Submission.Unavailable) {
      log.notTaken(job.id(), before);
    }
    return answer;
  }

  private Submission answerTo(Job job) {
    meanwhile.run();
    if (broken.contains(Method.SUBMIT)) {
      if (random.nextBoolean()) {
        make(job);
      }
      requireWhole(Method.SUBMIT);
    }
    if (outage.isPresent()) {
      return new Submission.Unavailable(
          "out of order", Duration.ofSeconds(random.nextInt(20)), outage.get());
    }
    Submission answer = answer(job);
    meanwhile.run();
    return answer;
  }

  private Submission answer(Job job) {
    switch (fickle ? random.nextInt(14) : 13) {
      case 0:
        return new Submission.Refused(
            new Failure(REFUSALS.get(random.nextInt(REFUSALS.size())), "no"), false);
      case 1:
        return new Submission.Unavailable(
            "busy",
            Duration.ofSeconds(random.nextInt(20)),
            Scope.values()[random.nextInt(Scope.values().length)]);
      case 2:
        return new Submission.Unknown("reset before it arrived");
      case 3:
        make(job);
        return new Submission.Unknown("reset after it arrived");
      case 4:
        make(job);
        throw new IllegalStateException("an engine must not throw");
      case 5:
        return new Submission.Refused(new Failure(Failure.Kind.BROKEN, "not here"), true);
      default:
        make(job);
        return new Submission.Accepted(new Ticket(job.id()));
    }
  }

  private void make(Job job) {
    Optional<Work> known = log.work(job.id());
    if (repeatable && known.isPresent() && !known.get().gone) {
      return;
    }
    log.begun(this, job, random.nextInt(6) == 0);
  }

  @Override
  public Progress poll(EngineJob job) {
    begin(Method.POLL);
    Optional<Work> found = log.work(job.jobId());
    if (found.isEmpty() || found.get().gone) {
      found.ifPresent(Work::toldEnd);
      return new Progress.Lost();
    }
    Work work = found.get();
    switch (fickle ? random.nextInt(15) : 14) {
      case 0:
        return new Progress.Unreadable("502", Duration.ofSeconds(random.nextInt(600)));
      case 1:
        throw new IllegalStateException("an engine must not throw");
      case 2:
        return new Progress.Queued(POLL_INTERVAL);
      case 3:
        work.gone = random.nextInt(4) == 0;
        break;
      default:
        work.percent += 10 + random.nextInt(40);
    }
    if (work.percent < 100) {
      return new Progress.Running(
          random.nextBoolean() ? OptionalInt.of(work.percent) : OptionalInt.empty(), POLL_INTERVAL);
    }
    work.toldEnd();
    if (!work.failing) {
      return new Progress.Done(new Ticket("made " + job.jobId()));
    }
    Failure.Kind kind = fickle ? REFUSALS.get(random.nextInt(4)) : Failure.Kind.BROKEN;
    return new Progress.Failed(new Failure(kind, "broke"));
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    begin(Method.CANCEL);
    Optional<Work> work = log.work(job.jobId());
    switch (random.nextInt(6)) {
      case 0:
        work.ifPresent(stopped -> {
          stopped.gone = true;
          stopped.toldEnd();
        });
        return new Cancellation.Stopped();
      case 1:
        if (random.nextBoolean()) {
          work.ifPresent(stopping -> stopping.failing = true);
        }
        return new Cancellation.Asked();
      case 2:
        return new Cancellation.TooLate();
      case 3:
        return new Cancellation.Unreadable("502");
      case 4:
        throw new IllegalStateException("an engine must not throw");
      default:
        return new Cancellation.Unsupported();
    }
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    begin(Method.FETCH);
    Optional<Work> work = log.work(job.jobId());
    if (work.isEmpty() || !job.ticket().value().equals("made " + job.jobId())) {
      return new Fetched.Gone(new Failure(Failure.Kind.BROKEN, "that is no film's ticket"));
    }
    if (fickle && random.nextInt(20) == 0) {
      work.get().gone = true;
      return new Fetched.Gone(new Failure(REFUSALS.get(2 + random.nextInt(2)), "deleted"));
    }
    byte[] film =
        SampleFilm.of(1280, 720, 1000 * work.get().seconds, text(FakeEngine.taskOf(job.jobId())));
    try {
      if (fickle && random.nextInt(4) == 0) {
        Files.write(target, Arrays.copyOf(film, random.nextInt(film.length)));
        switch (random.nextInt(3)) {
          case 0:
            return new Fetched.Again("broken off", Duration.ZERO);
          case 1:
            throw new IllegalStateException("an engine must not throw");
          default:
            return new Fetched.Saved(); // broken off without a word
        }
      }
      Files.write(target, film);
      return new Fetched.Saved();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Found find(JobKey key) {
    begin(Method.FIND);
    Optional<Work> work = log.work(key.jobId());
    if (!namesJobs || (fickle && random.nextInt(4) == 0)) {
      return new Found.Unanswerable();
    }
    if (work.isPresent() && !work.get().gone) {
      return new Found.Here(new Ticket(key.jobId()));
    }
    work.ifPresent(Work::toldEnd);
    return new Found.Absent();
  }

  @Override
  public void forget(EngineJob job) {
    begin(Method.FORGET);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Capacity capacity() {
    return Capacity.ofRunning(2);
  }

  @Override
  public void close() {}
}
