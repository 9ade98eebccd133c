package dev.afterglow.engines.preview;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Ticket;
import dev.afterglow.engines.preview.draw.BackgroundThreads;
import dev.afterglow.engines.preview.draw.Crew;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The engine that draws films itself, on the processor's cores. A job submitted twice is drawn
 * once; nothing outlives the process, so after a restart every ticket is lost and may be submitted
 * again. The same prompt, seed and shape always give the same file.
 */
public final class PreviewEngine implements Engine {
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9_-]{1,120}");

  private final String name;
  private final Path folder;
  private final int concurrency;
  private final boolean captions;
  private final Crew crew;
  private final ExecutorService films;
  private final Map<String, Rendering> renderings = new ConcurrentHashMap<>();

  private PreviewEngine(String name, Path folder, int concurrency, boolean captions) {
    this.name = name;
    this.folder = folder;
    this.concurrency = concurrency;
    this.captions = captions;
    crew = new Crew(Runtime.getRuntime().availableProcessors());
    films = Executors.newFixedThreadPool(concurrency, BackgroundThreads.named("preview-film-"));
  }

  /**
   * Opens an engine over a folder of its own, and clears what an earlier process left in it.
   *
   * @param concurrency films drawn at once, at least 1; more than one shares the same cores
   * @param captions whether the prompt is written over the last seconds of a film
   * @throws IOException if the folder cannot be made or cleared
   */
  public static PreviewEngine open(String name, Path folder, int concurrency, boolean captions)
      throws IOException {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: at least 1)");
    }
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.{mp4,part}")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    return new PreviewEngine(name, folder, concurrency, captions);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.everything();
  }

  @Override
  public Capacity capacity() {
    return Capacity.ofRunning(concurrency);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public Submission submit(Job job) {
    if (!SAFE_ID.matcher(job.id()).matches()) {
      return refused("id: expected " + SAFE_ID.pattern());
    }
    renderings.compute(job.id(), (_, had) -> had == null || had.ranOutOfSpace() ? begin(job) : had);
    return new Submission.Accepted(new Ticket(job.id()));
  }

  private static Submission refused(String detail) {
    return new Submission.Refused(new Failure(Failure.Kind.INVALID_INPUT, detail), false);
  }

  private Rendering begin(Job job) {
    Rendering rendering = new Rendering(job, folder, captions, crew);
    rendering.start(films);
    return rendering;
  }

  @Override
  public Progress poll(EngineJob job) {
    Rendering rendering = renderings.get(job.ticket().value());
    return rendering == null ? new Progress.Lost() : rendering.progress();
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    Rendering rendering = renderings.get(job.ticket().value());
    // a ticket of an earlier process has no film and will have none
    return rendering == null ? new Cancellation.Stopped() : rendering.cancel();
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    Rendering rendering = renderings.get(job.ticket().value());
    if (rendering == null || !(rendering.progress() instanceof Progress.Done)) {
      // Drawn by an earlier process: it can be drawn again, but not by this job.
      return new Fetched.Gone(new Failure(Failure.Kind.BROKEN, "no finished film of this ticket"));
    }
    try {
      link(rendering.film(), target);
      return new Fetched.Saved();
    } catch (IOException failure) {
      return new Fetched.Again(failure.toString(), SHORTEST_PAUSE);
    }
  }

  private static void link(Path film, Path target) throws IOException {
    try {
      Files.createLink(target, film);
    } catch (FileAlreadyExistsException exists) {
      throw exists;
    } catch (IOException | UnsupportedOperationException elsewhere) {
      copy(film, target);
    }
  }

  /** Copies to another file system; half a copy is taken away again. */
  private static void copy(Path film, Path target) throws IOException {
    try {
      Files.copy(film, target);
    } catch (FileAlreadyExistsException exists) {
      throw exists;
    } catch (IOException broken) {
      Files.deleteIfExists(target);
      throw broken;
    }
  }

  @Override
  public void forget(EngineJob job) {
    Rendering rendering = renderings.remove(job.ticket().value());
    if (rendering != null) {
      rendering.cancel();
      rendering.delete();
    }
  }

  /** Stops all drawing and gives the cores back. */
  @Override
  public void close() {
    renderings.values().forEach(Rendering::cancel);
    films.close();
    crew.close();
  }
}
