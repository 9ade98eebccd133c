package dev.afterglow.tasks.finishing;

import dev.afterglow.media.finishing.FfmpegProgram;
import dev.afterglow.media.finishing.FilmFinisher;
import dev.afterglow.media.finishing.FinishingLimits;
import dev.afterglow.tasks.run.Finisher;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What makes ordered films of what engines delivered.
 *
 * @param films the programs behind it; empty where they cannot run
 * @param unavailable why they cannot run; empty where they can
 */
public record Finishing(
    Finisher finisher, Optional<FilmFinisher> films, Optional<String> unavailable)
    implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Finishing.class.getName());

  /**
   * Falls back to films as they come where no program can run; then the log says why.
   *
   * @param frameRates frames per second that the operator wants of an engine; its own otherwise
   */
  public static Finishing open(FinishingSettings settings, Map<String, Integer> frameRates) {
    String fault;
    try {
      FilmFinisher films = new FilmFinisher(FfmpegProgram.bundled(), settings.limits());
      Optional<String> found = films.fault();
      if (found.isEmpty()) {
        return new Finishing(
            new FfmpegFinisher(
                films, settings.own(), frameRates, settings.maxUpscale(), settings.stills()),
            Optional.of(films),
            Optional.empty());
      }
      films.close();
      fault = found.get();
    } catch (IOException e) {
      fault = String.valueOf(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      fault = "interrupted";
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "ffmpeg cannot run here, so only engines work whose films are what was ordered: {0}",
        fault);
    return new Finishing(Finisher.asTheyCome(), Optional.empty(), Optional.of(fault));
  }

  /** Why films cannot be finished on this machine, looked at afresh; empty if they can. */
  public static Optional<String> fault() {
    try (FilmFinisher films = new FilmFinisher(FfmpegProgram.bundled(), FinishingLimits.DEFAULT)) {
      return films.fault();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  @Override
  public void close() {
    films.ifPresent(FilmFinisher::close);
  }
}
