package dev.afterglow.tasks.finishing;

import dev.afterglow.media.finishing.FfmpegProgram;
import dev.afterglow.media.finishing.FilmFinisher;
import dev.afterglow.tasks.run.Finisher;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What makes ordered films of what engines delivered.
 *
 * @param films the programs behind it; empty where they cannot run
 */
public record Finishing(Finisher finisher, Optional<FilmFinisher> films) implements AutoCloseable {
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
            new FfmpegFinisher(films, settings.own(), frameRates, settings.maxUpscale()),
            Optional.of(films));
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
    return new Finishing(Finisher.asTheyCome(), Optional.empty());
  }

  @Override
  public void close() {
    films.ifPresent(FilmFinisher::close);
  }
}
