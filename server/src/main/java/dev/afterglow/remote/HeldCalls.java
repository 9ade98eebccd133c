package dev.afterglow.remote;

import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import dev.afterglow.net.TraceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of engines that hold their answer until the film is made: each waits on a thread of its
 * own, and what it came to is kept in a folder. A call that was under way when this process ended
 * is gone; films and failures that were answered before are still there.
 */
public final class HeldCalls implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HeldCalls.class.getName());
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final String PART = ".part";
  private static final String FILM = ".film";
  private static final String FAILURE = ".failure";

  private final Path folder;
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  private record Held(Thread thread, CompletableFuture<End> end) {}

  /** What a call came to. */
  public sealed interface End {
    /** The film is in the file. */
    record Film() implements End {}

    /** The engine's word that there will be no film. */
    record Failed(Failure failure) implements End {}

    /** The engine took no job. */
    record NotTaken(Submission answer) implements End {}

    /** No whole answer came, or it was nonsense. */
    record Broken(String why) implements End {}
  }

  /** How a job stands. */
  public sealed interface State {
    /** Its call has not been answered yet. */
    record Held() implements State {}

    /** Its film lies here. */
    record Made(Path film) implements State {}

    /** There will be no film. */
    record Failed(Failure failure) implements State {}

    /** Nothing is known of it: its call broke off, perhaps with this process. */
    record Gone() implements State {}
  }

  /** One call. It ends early when its thread is interrupted. */
  public interface Call {
    /**
     * Waits for the answer.
     *
     * @param film where the film goes; does not exist yet
     */
    End make(Path film);
  }

  /**
   * @param folder made if it is not there; no two engines share one
   */
  public HeldCalls(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, "*" + PART)) {
        for (Path half : halves) {
          Files.deleteIfExists(half);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of an engine cannot be used", e);
    }
  }

  /**
   * Begins a call and waits a moment, since engines refuse at once what they refuse.
   *
   * @return what it came to; empty if it is still held after the moment
   */
  public Optional<End> begin(String jobId, Call call, Duration moment) {
    CompletableFuture<End> end = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("held-" + jobId)
            .unstarted(TraceContext.carried(() -> end.complete(run(jobId, call))));
    if (held.putIfAbsent(jobId, new Held(thread, end)) != null) {
      return Optional.empty();
    }
    thread.start();
    try {
      return Optional.of(end.get(moment.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How a job stands. */
  public State state(String jobId) {
    if (held.containsKey(jobId)) {
      return new State.Held();
    }
    if (Files.exists(file(jobId, FILM))) {
      return new State.Made(file(jobId, FILM));
    }
    Path failure = file(jobId, FAILURE);
    if (!Files.exists(failure)) {
      return new State.Gone();
    }
    try {
      String[] lines = Files.readString(failure).split("\n", 2);
      return new State.Failed(new Failure(Failure.Kind.valueOf(lines[0]), lines[1]));
    } catch (IOException | RuntimeException _) {
      return new State.Failed(new Failure(Failure.Kind.BROKEN, "why is not known any more"));
    }
  }

  /** Ends a call without its answer. */
  public void hangUp(String jobId) {
    Optional.ofNullable(held.get(jobId)).ifPresent(call -> call.thread.interrupt());
  }

  /** Deletes what is kept of a job. */
  public void forget(String jobId) {
    delete(file(jobId, FILM));
    delete(file(jobId, FAILURE));
  }

  /** Ends every call without its answer. */
  @Override
  public void close() {
    held.values().forEach(call -> call.thread.interrupt());
    for (Held call : held.values()) {
      try {
        call.thread.join(FAREWELL);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private End run(String jobId, Call call) {
    Path part = file(jobId, PART);
    End end;
    try {
      end = kept(jobId, call.make(part), part);
    } catch (IOException | RuntimeException e) {
      end = new End.Broken(String.valueOf(e));
    }
    if (end instanceof End.Broken(String why)) {
      LOG.log(Level.WARNING, "the call of job " + jobId + " broke off: " + why);
    }
    delete(part);
    held.remove(jobId);
    return end;
  }

  private End kept(String jobId, End end, Path part) throws IOException {
    switch (end) {
      case End.Film _ -> Files.move(part, file(jobId, FILM), StandardCopyOption.REPLACE_EXISTING);
      case End.Failed(Failure failure) -> note(jobId, failure);
      case End.NotTaken(Submission.Refused(Failure failure, boolean _)) -> note(jobId, failure);
      case End.NotTaken _, End.Broken _ -> {
        // whoever asks hears that the job is gone
      }
    }
    return end;
  }

  private void note(String jobId, Failure failure) throws IOException {
    Files.writeString(file(jobId, FAILURE), failure.kind().name() + "\n" + failure.detail());
  }

  private Path file(String jobId, String ending) {
    return folder.resolve(JobUuid.of(jobId) + ending);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file of an engine cannot be deleted", e);
    }
  }
}
