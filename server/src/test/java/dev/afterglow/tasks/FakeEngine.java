package dev.afterglow.tasks;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Grid;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Shape;
import dev.afterglow.engines.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * An engine in memory that works: every poll of a job brings it a quarter of the way, and the film
 * holds a text that names the job. What it answers next can be set, call by call; what it was asked
 * is remembered.
 */
public final class FakeEngine implements Engine {
  private static final int POLLS_TO_MAKE = 4;

  private final String name;
  private final int concurrency;
  private final Grid grid;
  private boolean repeatable;
  private boolean namesJobs;

  private final Map<String, Integer> polls = new HashMap<>();
  private final List<Job> submissions = new ArrayList<>();
  private final List<String> cancels = new ArrayList<>();
  private final List<String> forgotten = new ArrayList<>();
  private final Queue<Supplier<Submission>> nextSubmissions = new ConcurrentLinkedQueue<>();
  private final Queue<Progress> nextPolls = new ConcurrentLinkedQueue<>();
  private final Queue<Fetch> nextFetches = new ArrayDeque<>();
  private Shape unknownShape = World.HD;
  private Duration pollInterval = Duration.ofSeconds(2);
  private Runnable whenForgotten = () -> {};
  private Cancellation cancellation = Cancellation.UNSUPPORTED;

  public FakeEngine(String name, int concurrency) {
    this(name, concurrency, Grid.everything(true));
  }

  public FakeEngine(String name, int concurrency, Grid grid) {
    this.name = name;
    this.concurrency = concurrency;
    this.grid = grid;
  }

  /** From now on two submissions of one job make one film. */
  public FakeEngine repeating() {
    repeatable = true;
    return this;
  }

  /** From now on jobs can be found by their names. */
  public FakeEngine naming() {
    namesJobs = true;
    return this;
  }

  /** From now on it wants to be asked so often, and tells when it is told to forget a job. */
  public FakeEngine hurrying(Duration between, Runnable forgotten) {
    pollInterval = between;
    whenForgotten = forgotten;
    return this;
  }

  /** The next submission is answered so, and the job does not exist. */
  public synchronized void answerSubmission(Submission answer) {
    nextSubmissions.add(() -> answer);
  }

  /** As {@link #answerSubmission(Submission)}, and this happens while it is being made. */
  public synchronized void answerSubmission(Submission answer, Runnable meanwhile) {
    nextSubmissions.add(() -> {
      meanwhile.run();
      return answer;
    });
  }

  /** The next submission is accepted, and the answer is lost. */
  public synchronized void loseAnswer() {
    nextSubmissions.add(() -> new Submission.Unknown("the connection broke"));
  }

  /** The next poll is answered so. */
  public void answerPoll(Progress answer) {
    nextPolls.add(answer);
  }

  /** The next fetch fails half-way. */
  public synchronized void failFetch() {
    handOver(film -> {
      throw new IOException("cut off");
    });
  }

  /** The next fetch writes this in the film's place and says that all is well. */
  synchronized void handOver(Fetch fetch) {
    nextFetches.add(fetch);
  }

  /** From now on jobs that another process submitted have this shape. */
  public synchronized FakeEngine inheriting(Shape shape) {
    unknownShape = shape;
    return this;
  }

  /** What a fetch makes of a film. */
  @FunctionalInterface
  interface Fetch {
    byte[] handedOver(byte[] film) throws IOException;
  }

  /** Every wish to stop is answered so; a job that is stopped is gone. */
  public synchronized void answerCancel(Cancellation answer) {
    cancellation = answer;
  }

  /** Forgets every job, as an engine does that was restarted. */
  public synchronized void restart() {
    polls.clear();
  }

  public synchronized List<Job> submissions() {
    return List.copyOf(submissions);
  }

  public synchronized List<String> cancels() {
    return List.copyOf(cancels);
  }

  public synchronized List<String> forgotten() {
    return List.copyOf(forgotten);
  }

  /** How many jobs it is working on. */
  public synchronized int jobs() {
    return polls.size();
  }

  /** The film of a job of the usual shape. */
  public static byte[] film(String jobId) {
    return film(jobId, World.HD);
  }

  private static byte[] film(String jobId, Shape shape) {
    return SampleFilm.of(shape, "the film of " + jobId);
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
    return concurrency;
  }

  @Override
  public boolean repeatable() {
    return repeatable;
  }

  @Override
  public synchronized Submission submit(Job job) {
    submissions.add(job);
    Supplier<Submission> scripted = nextSubmissions.poll();
    Submission answer =
        scripted == null ? new Submission.Accepted(new Ticket(job.id())) : scripted.get();
    if (answer instanceof Submission.Accepted || answer instanceof Submission.Unknown) {
      polls.put(job.id(), 0);
    }
    return answer;
  }

  @Override
  public synchronized Progress poll(Ticket ticket) {
    Progress scripted = nextPolls.poll();
    if (scripted != null) {
      return scripted;
    }
    Integer before = polls.computeIfPresent(ticket.value(), (_, count) -> count + 1);
    if (before == null) {
      return new Progress.Lost();
    }
    return before >= POLLS_TO_MAKE
        ? new Progress.Done()
        : new Progress.Running(OptionalInt.of(before * 100 / POLLS_TO_MAKE));
  }

  @Override
  public synchronized Cancellation cancel(Ticket ticket) {
    cancels.add(ticket.value());
    if (cancellation == Cancellation.STOPPED) {
      polls.remove(ticket.value());
    }
    return cancellation;
  }

  @Override
  public synchronized void fetch(Ticket ticket, Path target) throws IOException {
    Fetch scripted = nextFetches.poll();
    Shape shape =
        submissions.stream()
            .filter(job -> job.id().equals(ticket.value()))
            .map(Job::shape)
            .findFirst()
            .orElse(unknownShape);
    byte[] film = film(ticket.value(), shape);
    Files.write(target, java.util.Arrays.copyOf(film, film.length / 2));
    Files.write(target, scripted == null ? film : scripted.handedOver(film));
  }

  @Override
  public synchronized Found find(Job job) {
    if (!namesJobs) {
      return new Found.Unanswerable();
    }
    return polls.containsKey(job.id()) ? new Found.Here(new Ticket(job.id())) : new Found.Absent();
  }

  @Override
  public synchronized void forget(Ticket ticket) {
    forgotten.add(ticket.value());
    whenForgotten.run();
  }

  @Override
  public Duration pollInterval() {
    return pollInterval;
  }

  /** The first job it was given. */
  public Optional<Job> firstJob() {
    return submissions().stream().findFirst();
  }
}
