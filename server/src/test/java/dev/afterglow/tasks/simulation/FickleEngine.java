package dev.afterglow.tasks.simulation;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Grid;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.SampleFilm;
import dev.afterglow.tasks.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * An engine that does everything an engine may do: refuses, loses answers before and after the job
 * exists, says nothing for long, loses jobs, breaks off downloads, and throws what it must not.
 */
final class FickleEngine implements Engine {
  private final String name;
  private final Grid grid;
  private final Random random;
  private final boolean repeatable;
  private final boolean namesJobs;
  private final Map<String, Work> jobs = new HashMap<>();
  private final Map<String, Integer> filmsBegun = new HashMap<>();
  private boolean fickle = true;

  /** A job at the engine. */
  private static final class Work {
    private int percent;
    private boolean failing;
    private boolean gone;
  }

  FickleEngine(String name, Grid grid, Random random) {
    this.name = name;
    this.grid = grid;
    this.random = random;
    this.repeatable = random.nextInt(3) == 0;
    this.namesJobs = random.nextBoolean();
  }

  /** From now on it does what it should. */
  void calmDown() {
    fickle = false;
  }

  /** How many films it began to make, and so to bill, of one job. */
  int filmsBegun(String job) {
    return filmsBegun.getOrDefault(job, 0);
  }

  /** Whether two submissions of a job cost no more than one. */
  @Override
  public boolean repeatable() {
    return repeatable;
  }

  static byte[] film(String job) {
    return SampleFilm.of(World.HD, "the film of " + job);
  }

  @Override
  public Submission submit(Job job) {
    switch (fickle ? random.nextInt(12) : 11) {
      case 0:
        return new Submission.Refused(
            new Failure(
                random.nextBoolean() ? Failure.Kind.CONTENT_REFUSED : Failure.Kind.BROKEN, "no"));
      case 1:
        return new Submission.Unavailable("busy", Duration.ofSeconds(random.nextInt(20)));
      case 2:
        return new Submission.Unknown("reset before it arrived");
      case 3:
        begin(job.id());
        return new Submission.Unknown("reset after it arrived");
      case 4:
        begin(job.id());
        throw new IllegalStateException("an engine must not throw");
      default:
        begin(job.id());
        return new Submission.Accepted(new Ticket(job.id()));
    }
  }

  private void begin(String job) {
    Work known = jobs.get(job);
    if (repeatable && known != null && !known.gone) {
      return;
    }
    filmsBegun.merge(job, 1, Integer::sum);
    Work work = new Work();
    work.failing = random.nextInt(6) == 0;
    jobs.put(job, work);
  }

  @Override
  public Progress poll(Ticket ticket) {
    Work work = jobs.get(ticket.value());
    if (work == null || work.gone) {
      return new Progress.Lost();
    }
    switch (fickle ? random.nextInt(15) : 14) {
      case 0:
        return new Progress.Unreadable("502", Duration.ofSeconds(random.nextInt(600)));
      case 1:
        throw new IllegalStateException("an engine must not throw");
      case 2:
        return new Progress.Queued();
      case 3:
        work.gone = random.nextInt(4) == 0;
        break;
      default:
        work.percent += 10 + random.nextInt(40);
    }
    if (work.percent < 100) {
      return new Progress.Running(
          random.nextBoolean() ? OptionalInt.of(work.percent) : OptionalInt.empty());
    }
    return work.failing
        ? new Progress.Failed(new Failure(Failure.Kind.BROKEN, "broke"))
        : new Progress.Done();
  }

  @Override
  public Cancellation cancel(Ticket ticket) {
    Cancellation answer = Cancellation.values()[random.nextInt(Cancellation.values().length)];
    Work work = jobs.get(ticket.value());
    if (answer == Cancellation.STOPPED && work != null) {
      work.gone = true;
    }
    if (answer == Cancellation.ASKED && work != null && random.nextBoolean()) {
      work.failing = true;
    }
    return answer;
  }

  @Override
  public void fetch(Ticket ticket, Path target) throws IOException {
    byte[] film = film(ticket.value());
    if (fickle && random.nextInt(4) == 0) {
      Files.write(target, java.util.Arrays.copyOf(film, random.nextInt(film.length)));
      if (random.nextBoolean()) {
        throw new IOException("broken off");
      }
      return; // broken off without a word
    }
    Files.write(target, film);
  }

  @Override
  public Found find(Job job) {
    Work work = jobs.get(job.id());
    if (!namesJobs || (fickle && random.nextInt(4) == 0)) {
      return new Found.Unanswerable();
    }
    return work == null || work.gone ? new Found.Absent() : new Found.Here(new Ticket(job.id()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public int concurrency() {
    return 2;
  }
}
