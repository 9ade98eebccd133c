package dev.afterglow.tasks.simulation;

import dev.afterglow.engines.Job;
import dev.afterglow.tasks.FakeEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What engines have really been asked for and have really done, which no server knows. */
final class JobLog {
  private final InstantSource clock;
  private final Map<String, Work> byJob = new HashMap<>();
  private final Map<String, List<Work>> byTask = new HashMap<>();
  private final Map<String, Instant> submitted = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  /** A job at an engine. */
  static final class Work {
    final String job;
    final FickleEngine engine;
    final int seconds;
    int percent;
    boolean failing;

    /** Whether the engine has forgotten or stopped it. */
    boolean gone;

    /** Whether the engine has said that it is over, one way or the other. */
    private boolean told;

    private Work(String job, FickleEngine engine, int seconds, boolean failing) {
      this.job = job;
      this.engine = engine;
      this.seconds = seconds;
      this.failing = failing;
    }

    void toldEnd() {
      told = true;
    }
  }

  JobLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * An engine gets a request that may cost money: nobody else may be at work on the task.
   *
   * @return when it was handed over before
   */
  Optional<Instant> submitted(FickleEngine engine, String job) {
    Optional<Instant> last = Optional.ofNullable(submitted.put(job, clock.instant()));
    for (Work before : byTask.getOrDefault(FakeEngine.taskOf(job), List.of())) {
      boolean same = before.engine == engine && before.job.equals(job) && engine.repeatable();
      if (!before.told && !before.gone && !same) {
        violations.add(job + " was handed over while " + before.job + " was being made");
      }
    }
    return last;
  }

  /** The engine has taken nothing: what counts is when the job was handed over before. */
  void notTaken(String job, Optional<Instant> last) {
    last.ifPresentOrElse(at -> submitted.put(job, at), () -> submitted.remove(job));
  }

  /** The clock was set back: what was handed over before is as long ago as it was. */
  void clockSetBack(Duration back) {
    submitted.replaceAll((_, at) -> at.minus(back));
  }

  /** An engine begins to make a film, and so to bill it. */
  void begun(FickleEngine engine, Job job, boolean failing) {
    Work work = new Work(job.id(), engine, job.format().seconds(), failing);
    Work before = byJob.put(job.id(), work);
    if (before != null && !engine.repeatable()) {
      violations.add(job.id() + " was begun twice");
    }
    byTask.computeIfAbsent(FakeEngine.taskOf(job.id()), _ -> new ArrayList<>()).add(work);
  }

  Optional<Work> work(String job) {
    return Optional.ofNullable(byJob.get(job));
  }

  /** When a job was last handed over, by the clock as it is set now; empty if it never was. */
  Optional<Instant> sentAt(String job) {
    return Optional.ofNullable(submitted.get(job));
  }

  /** What must not have happened and has. */
  List<String> violations() {
    return violations;
  }
}
