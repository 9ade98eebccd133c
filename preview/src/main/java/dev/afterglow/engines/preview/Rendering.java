package dev.afterglow.engines.preview;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Ticket;
import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.photo.Photo;
import dev.afterglow.engines.preview.prompt.SceneReader;
import dev.afterglow.engines.preview.scene.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One job from its submission to its file. */
final class Rendering {
  private static final System.Logger LOG = System.getLogger(Rendering.class.getName());

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final Job job;
  private final Path part;
  private final Path film;
  private final boolean captions;
  private final Crew crew;
  private volatile Progress progress = new Progress.Queued(POLL_INTERVAL);
  private volatile boolean cancelled;
  private @Nullable Future<?> work;

  Rendering(Job job, Path folder, boolean captions, Crew crew) {
    this.job = job;
    this.part = folder.resolve(job.id() + ".part");
    this.film = folder.resolve(job.id() + ".mp4");
    this.captions = captions;
    this.crew = crew;
  }

  synchronized void start(ExecutorService films) {
    work = films.submit(this::draw);
  }

  Progress progress() {
    return cancelled ? new Progress.Lost() : progress;
  }

  Path film() {
    return film;
  }

  private void draw() {
    try {
      progress = running(0);
      Scene scene = SceneReader.read(job.prompt(), job.seed());
      Space space = new Space(job.format().width(), job.format().height());
      Optional<Photo> photo;
      try {
        photo = photo(space);
      } catch (IOException undecodable) {
        LOG.log(System.Logger.Level.INFO, "the picture of job " + job.id(), undecodable);
        end(new Progress.Failed(new Failure(Failure.Kind.INVALID_INPUT, undecodable.toString())));
        return;
      }
      PreviewFilm preview = new PreviewFilm(scene, space, job.format().seconds(), captions, photo);
      preview.write(part, crew, this::report);
      Files.move(part, film, StandardCopyOption.ATOMIC_MOVE);
      end(new Progress.Done(new Ticket(job.id())));
    } catch (InterruptedException stopped) {
      end(failed("stopped"));
    } catch (IOException full) {
      LOG.log(System.Logger.Level.ERROR, "writing the film of " + job.id() + " failed", full);
      end(isFull(full) ? new Progress.Lost() : failed(full.toString()));
    } catch (RuntimeException | Error broken) {
      LOG.log(System.Logger.Level.ERROR, "drawing job " + job.id() + " failed", broken);
      end(failed(broken.toString()));
    }
  }

  /** That of Linux, of a quota, and of Windows; the JDK tells it in no other way. */
  private static boolean isFull(IOException broken) {
    String told = String.valueOf(broken.getMessage());
    return told.contains("No space left on device")
        || told.contains("Disk quota exceeded")
        || told.contains("not enough space on the disk");
  }

  /** Whether it ended without a film for want of space: it can be drawn again. */
  boolean ranOutOfSpace() {
    return !cancelled && progress instanceof Progress.Lost;
  }

  private Optional<Photo> photo(Space space) throws IOException {
    return job.picture().isPresent()
        ? Optional.of(Photo.of(job.picture().get(), space))
        : Optional.empty();
  }

  private static Progress running(int percent) {
    return new Progress.Running(OptionalInt.of(percent), POLL_INTERVAL);
  }

  private static Progress failed(String detail) {
    return new Progress.Failed(new Failure(Failure.Kind.BROKEN, detail));
  }

  private void report(int done, int frames) {
    progress = running(Math.min(99, done * 100 / frames));
  }

  private synchronized void end(Progress last) {
    progress = last;
    if (cancelled) {
      delete();
    }
  }

  synchronized Cancellation cancel() {
    if (cancelled) {
      return new Cancellation.Stopped();
    }
    if (progress instanceof Progress.Done || progress instanceof Progress.Failed) {
      return new Cancellation.TooLate();
    }
    cancelled = true;
    if (work != null) {
      work.cancel(true);
    }
    return new Cancellation.Stopped();
  }

  /** Deletes the finished film; an unfinished one is deleted by who writes it. */
  void delete() {
    try {
      Files.deleteIfExists(film);
    } catch (IOException kept) {
      throw new UncheckedIOException(kept);
    }
  }
}
