package dev.afterglow.tasks.finishing;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.afterglow.engines.Picture;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.media.finishing.FilmFinisher;
import dev.afterglow.media.finishing.FinishOutcome;
import dev.afterglow.media.finishing.LastFrame;
import dev.afterglow.media.finishing.ProgressListener;
import dev.afterglow.media.finishing.TargetFormat;
import dev.afterglow.media.finishing.Unfinished;
import dev.afterglow.media.headers.FilmHeader;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.media.headers.ImageHeader;
import dev.afterglow.media.headers.Mp4Extras;
import dev.afterglow.media.headers.PlainFilm;
import dev.afterglow.tasks.run.Finisher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A {@link Finisher} whose work is done by child processes of ffmpeg. A film that fits already
 * keeps its bytes. Each film gets a thumbnail and a spritesheet, unless they are left for whoever
 * asks for them first: then a film whose own index says that it is the ordered one starts no child
 * and is not decoded.
 */
public final class FfmpegFinisher implements Finisher {
  /** A frame at 24 in a second, and some. */
  private static final int FRAME_MILLIS = 45;

  private final FilmFinisher films;
  private final Set<String> own;
  private final Map<String, Integer> frameRates;
  private final double mostUpscale;
  private final boolean stills;

  /**
   * @param own names of engines that are part of this program, whose metadata may stay
   * @param frameRates frames per second that the operator wants of an engine; its own otherwise
   * @param mostUpscale the greatest factor by which a film may be enlarged, at least 1
   * @param stills whether each film gets its stills at once
   */
  public FfmpegFinisher(
      FilmFinisher films,
      Set<String> own,
      Map<String, Integer> frameRates,
      double mostUpscale,
      boolean stills) {
    this.films = films;
    this.own = Set.copyOf(own);
    this.frameRates = Map.copyOf(frameRates);
    this.mostUpscale = mostUpscale;
    this.stills = stills;
  }

  @Override
  public Finished finish(List<Part> parts, VideoFormat ordered, Path target) throws IOException {
    if (!stills && parts.size() == 1 && isOrdered(parts.getFirst(), ordered)) {
      return new Finished.Film(parts.getFirst().film());
    }
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

  /** Whether a part is the ordered film by its own index, to the length of a frame. */
  private boolean isOrdered(Part part, VideoFormat ordered) throws IOException {
    if (frameRates.containsKey(part.engine())) {
      return false;
    }
    try (FileChannel file =
        FileChannel.open(part.film(), StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      return FilmHeader.read(file) instanceof FilmHeader.Reading.Film(FilmHeader film)
          && film.width() == ordered.width()
          && film.height() == ordered.height()
          && Math.abs(film.durationMillis() - 1000L * part.wantedSeconds()) <= FRAME_MILLIS
          && film.indexFirst()
          && PlainFilm.is(file)
          && !Mp4Extras.in(file, own.contains(part.engine()));
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
