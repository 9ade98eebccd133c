package dev.afterglow.tasks;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * An engine whose jobs are files, so that they outlive the process that asked for them, as the jobs
 * of any engine elsewhere do.
 */
final class FolderEngine implements Engine {
  private static final int POLLS_TO_MAKE = 3;
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

  private final Path folder;
  private final Kind kind;
  private final Runnable halfWay;

  /** What an engine can tell about a job whose submission got no answer. */
  enum Kind {
    /** Nothing. */
    PLAIN,
    /** Whether it has it: jobs have the names that callers give them. */
    NAMING,
    /** Nothing, and submitting twice makes one film. */
    REPEATING
  }

  /**
   * @param halfWay called in the middle of every fetch
   */
  FolderEngine(Path folder, Kind kind, Runnable halfWay) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.kind = kind;
    this.halfWay = halfWay;
  }

  /** The ids of all jobs ever submitted, once for each submission. */
  List<String> submissions() throws IOException {
    Path log = folder.resolve("submissions");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  /** The film of a task. */
  static byte[] film(String task) {
    return SampleFilm.of(World.HD, ("the film of " + task).repeat(1000));
  }

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.everything();
  }

  @Override
  public Capacity capacity() {
    return Capacity.ofRunning(2);
  }

  @Override
  public Submission submit(Job job) {
    try {
      append("submissions", job.id() + "\n");
      append(job.id(), "");
      return new Submission.Accepted(new Ticket(job.id()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Progress poll(EngineJob job) {
    try {
      if (!Files.exists(folder.resolve(job.jobId()))) {
        return new Progress.Lost();
      }
      append(job.jobId(), "x");
      long polls = Files.size(folder.resolve(job.jobId()));
      return polls > POLLS_TO_MAKE
          ? new Progress.Done(job.ticket())
          : new Progress.Running(OptionalInt.of((int) polls * 25), POLL_INTERVAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    return new Cancellation.Unsupported();
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    byte[] film = film(FakeEngine.taskOf(job.jobId()));
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      out.write(film, 0, film.length / 2);
      halfWay.run();
      out.write(film, film.length / 2, film.length - film.length / 2);
      return new Fetched.Saved();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Found find(JobKey key) {
    if (kind != Kind.NAMING) {
      return new Found.Unanswerable();
    }
    return Files.exists(folder.resolve(key.jobId()))
        ? new Found.Here(new Ticket(key.jobId()))
        : new Found.Absent();
  }

  @Override
  public boolean repeatable() {
    return kind == Kind.REPEATING;
  }

  @Override
  public void close() {}

  /** How many jobs there are. */
  long jobs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("task_")).count();
    }
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(
        folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
