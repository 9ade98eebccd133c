package dev.afterglow.tasks.run;

import dev.afterglow.engines.Picture;
import dev.afterglow.engines.VideoFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes the film that was ordered of the films that engines have made. */
public interface Finisher {
  /**
   * What an engine has made of one segment.
   *
   * @param film its file, unchecked
   * @param wantedSeconds how much of it is kept, from its beginning
   * @param engine the name of the engine that made it
   */
  record Part(Path film, int wantedSeconds, String engine) {}

  /**
   * Still pictures of a film.
   *
   * @param thumbnail a WebP
   * @param spritesheet a JPEG of several moments
   */
  record Stills(Path thumbnail, Path spritesheet) {}

  /** What became of it. */
  sealed interface Finished {
    /**
     * The ordered film.
     *
     * @param film the target, or the only part itself where nothing had to be done
     * @param stills its pictures beside it, where this finisher makes any
     */
    record Film(Path film, Optional<Stills> stills) implements Finished {
      /** A film without stills. */
      public Film(Path film) {
        this(film, Optional.empty());
      }
    }

    /** These parts are no films that the ordered one can be made of, and why, for the log. */
    record Unfit(String fault) implements Finished {}
  }

  /**
   * Joins, trims, scales and crops. What comes out is as long as what is kept of all parts.
   *
   * @param ordered its size; its length is that of the parts which were made for it
   * @param target where to write; no file is there yet, and none is left unless it is whole
   * @throws IOException if it could not be done this time
   */
  Finished finish(List<Part> parts, VideoFormat ordered, Path target) throws IOException;

  /**
   * The last frame of a film, from which the next segment goes on.
   *
   * @throws IOException if it could not be read
   */
  Picture lastFrame(Path film) throws IOException;

  /** Whether a single film that is the ordered one already needs no finishing. */
  default boolean leavesWhatFits() {
    return false;
  }

  /** Changes nothing: only for engines whose films are what was ordered. */
  static Finisher asTheyCome() {
    return new Finisher() {
      @Override
      public boolean leavesWhatFits() {
        return true;
      }

      @Override
      public Finished finish(List<Part> parts, VideoFormat ordered, Path target) {
        return parts.size() == 1
            ? new Finished.Film(parts.getFirst().film())
            : new Finished.Unfit(parts.size() + " parts and nothing to join them");
      }

      @Override
      public Picture lastFrame(Path film) throws IOException {
        throw new IOException("nothing reads frames here");
      }
    };
  }
}
