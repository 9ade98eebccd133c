package dev.afterglow.tasks;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Ticket;
import dev.afterglow.engines.VideoFormat;
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
  private final Capacity capacity;
  private final Capabilities capabilities;
  private boolean repeatable;
  private boolean namesJobs;

  private final Map<String, Integer> polls = new HashMap<>();
  private final List<Job> submissions = new ArrayList<>();
  private final List<String> cancels = new ArrayList<>();
  private final List<String> forgotten = new ArrayList<>();
  private final Queue<Supplier<Submission>> nextSubmissions = new ConcurrentLinkedQueue<>();
  private final Queue<Progress> nextPolls = new ConcurrentLinkedQueue<>();
  private final Queue<Fetch> nextFetches = new ArrayDeque<>();
  private NativeFormat unknownFormat = NativeFormat.of(World.HD);
  private Optional<Submission> outage = Optional.empty();
  private boolean throwing;
  private int sticking;
  private Duration pollInterval = Duration.ofSeconds(2);
  private Runnable whenForgotten = () -> {};
  private Cancellation cancellation = new Cancellation.Unsupported();

  public FakeEngine(String name, int concurrency) {
    this(name, Capacity.ofRunning(concurrency), Capabilities.everything());
  }

  public FakeEngine(String name, Capacity capacity, Capabilities capabilities) {
    this.name = name;
    this.capacity = capacity;
    this.capabilities = capabilities;
  }

  /** What an engine can make that starts from no pictures. */
  public static Capabilities blind() {
    Capabilities all = Capabilities.everything();
    return new Capabilities(
        all.sizes(), all.lengths(), all.framesPerSecond(), true, false, true, false);
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

  /** From now on every submission is answered so, and no job exists; empty ends that. */
  public synchronized void answerEverySubmission(Optional<Submission> answer) {
    outage = answer;
  }

  /** From now on it throws whenever it is asked about a job it has, or not any more. */
  public synchronized void throwing(boolean always) {
    throwing = always;
  }

  /** The next submission is accepted, and the answer is lost. */
  public synchronized void loseAnswer() {
    nextSubmissions.add(() -> new Submission.Unknown("the connection broke"));
  }

  /** The next poll is answered so. */
  public void answerPoll(Progress answer) {
    nextPolls.add(answer);
  }

  /** The next so many jobs are taken and never end. */
  public synchronized FakeEngine sticking(int jobs) {
    sticking = jobs;
    return this;
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
  public synchronized FakeEngine inheriting(VideoFormat shape) {
    unknownFormat = NativeFormat.of(shape);
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

  /** The film of a task of the usual shape. */
  public static byte[] film(String taskId) {
    return film(taskId, NativeFormat.of(World.HD));
  }

  private static byte[] film(String taskId, NativeFormat format) {
    return SampleFilm.of(
        format.width(), format.height(), 1000 * format.seconds(), "the film of " + taskId);
  }

  /** The task whose attempt a job is. */
  public static String taskOf(String jobId) {
    int end = jobId.lastIndexOf('-');
    return end < 0 ? jobId : jobId.substring(0, end);
  }

  /** The tasks of the jobs it was given, once for each submission. */
  public List<String> submittedTasks() {
    return submissions().stream().map(job -> taskOf(job.id())).toList();
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
    return capacity;
  }

  @Override
  public boolean repeatable() {
    return repeatable;
  }

  @Override
  public synchronized Submission submit(Job job) {
    submissions.add(job);
    if (outage.isPresent()) {
      return outage.get();
    }
    Supplier<Submission> scripted = nextSubmissions.poll();
    Submission answer =
        scripted == null ? new Submission.Accepted(new Ticket(job.id())) : scripted.get();
    if (answer instanceof Submission.Accepted || answer instanceof Submission.Unknown) {
      polls.put(job.id(), sticking-- > 0 ? Integer.MIN_VALUE : 0);
    }
    return answer;
  }

  @Override
  public synchronized Progress poll(EngineJob job) {
    requireCalm();
    Progress scripted = nextPolls.poll();
    if (scripted != null) {
      return scripted;
    }
    Integer before = polls.computeIfPresent(job.ticket().value(), (_, count) -> count + 1);
    if (before == null) {
      return new Progress.Lost();
    }
    return before >= POLLS_TO_MAKE
        ? new Progress.Done(job.ticket())
        : new Progress.Running(
            OptionalInt.of(Math.max(0, before) * 100 / POLLS_TO_MAKE), pollInterval);
  }

  @Override
  public synchronized Cancellation cancel(EngineJob job) {
    cancels.add(taskOf(job.jobId()));
    requireCalm();
    if (cancellation instanceof Cancellation.Stopped) {
      polls.remove(job.ticket().value());
    }
    return cancellation;
  }

  @Override
  public synchronized Fetched fetch(EngineJob job, Path target) {
    requireCalm();
    Fetch scripted = nextFetches.poll();
    NativeFormat format =
        submissions.stream()
            .filter(given -> given.id().equals(job.jobId()))
            .map(Job::format)
            .findFirst()
            .orElse(unknownFormat);
    byte[] film = film(taskOf(job.jobId()), format);
    try {
      Files.write(target, java.util.Arrays.copyOf(film, film.length / 2));
      Files.write(target, scripted == null ? film : scripted.handedOver(film));
      return new Fetched.Saved();
    } catch (IOException e) {
      return new Fetched.Again(e.toString(), Duration.ZERO);
    }
  }

  @Override
  public synchronized Found find(JobKey key) {
    requireCalm();
    if (!namesJobs) {
      return new Found.Unanswerable();
    }
    return polls.containsKey(key.jobId())
        ? new Found.Here(new Ticket(key.jobId()))
        : new Found.Absent();
  }

  @Override
  public synchronized void forget(EngineJob job) {
    forgotten.add(taskOf(job.jobId()));
    whenForgotten.run();
  }

  @Override
  public void close() {}

  private void requireCalm() {
    if (throwing) {
      throw new IllegalStateException("an engine must not throw");
    }
  }

  /** The first job it was given. */
  public Optional<Job> firstJob() {
    return submissions().stream().findFirst();
  }
}
