package dev.afterglow.tasks.finishing;

import dev.afterglow.engines.Picture;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.media.finishing.FilmFinisher;
import dev.afterglow.media.finishing.FinishOutcome;
import dev.afterglow.media.finishing.LastFrame;
import dev.afterglow.media.finishing.ProgressListener;
import dev.afterglow.media.finishing.TargetFormat;
import dev.afterglow.media.finishing.Unfinished;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.media.headers.ImageHeader;
import dev.afterglow.tasks.run.Finisher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A {@link Finisher} whose work is done by child processes of ffmpeg. A film that fits already
 * keeps its bytes; each film gets a thumbnail and a spritesheet.
 */
public final class FfmpegFinisher implements Finisher {
  private final FilmFinisher films;
  private final Set<String> own;
  private final Map<String, Integer> frameRates;
  private final double mostUpscale;

  /**
   * @param own names of engines that are part of this program, whose metadata may stay
   * @param frameRates frames per second that the operator wants of an engine; its own otherwise
   * @param mostUpscale the greatest factor by which a film may be enlarged, at least 1
   */
  public FfmpegFinisher(
      FilmFinisher films, Set<String> own, Map<String, Integer> frameRates, double mostUpscale) {
    this.films = films;
    this.own = Set.copyOf(own);
    this.frameRates = Map.copyOf(frameRates);
    this.mostUpscale = mostUpscale;
  }

  @Override
  public Finished finish(List<Part> parts, VideoFormat ordered, Path target) throws IOException {
    List<Path> segments = parts.stream().map(Part::film).toList();
    try {
      return switch (films.finish(
          segments, wanted(parts, ordered), target, ProgressListener.NONE)) {
        case FinishOutcome.Finished finished ->
            new Finished.Film(
                target, Optional.of(new Stills(finished.thumbnail(), finished.spritesheet())));
        case Unfinished.Unusable(String reason) -> new Finished.Unfit(reason);
        case Unfinished.Again(String reason) -> throw new IOException(reason);
      };
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public Picture lastFrame(Path film) throws IOException {
    try {
      return switch (films.lastFrame(film)) {
        case LastFrame.Frame(byte[] png) -> picture(png);
        case Unfinished.Unusable(String reason) -> throw new IOException(reason);
        case Unfinished.Again(String reason) -> throw new IOException(reason);
      };
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private TargetFormat wanted(List<Part> parts, VideoFormat ordered) {
    String engine = parts.getLast().engine();
    Integer rate = frameRates.get(engine);
    return new TargetFormat(
        ordered.width(),
        ordered.height(),
        parts.stream().mapToInt(Part::wantedSeconds).sum(),
        rate == null ? OptionalInt.empty() : OptionalInt.of(rate),
        mostUpscale,
        own.contains(engine));
  }

  private static Picture picture(byte[] png) throws IOException {
    if (ImageHeader.read(png) instanceof ImageHeader.Reading.Whole(ImageHeader header)) {
      return new Picture(png, ImageFormat.PNG, header.width(), header.height());
    }
    throw new IOException("the last frame is no picture");
  }

  private static InterruptedIOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    InterruptedIOException stopped = new InterruptedIOException("stopped");
    stopped.initCause(e);
    return stopped;
  }
}
