package dev.afterglow.media.headers;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * What an MP4 file says about itself (ISO/IEC 14496-12).
 *
 * @param durationMillis the length of the film, at least 1
 * @param width of the first picture track as displayed, at least 1
 * @param height of the first picture track as displayed, at least 1
 * @param sound whether there is a sound track
 * @param indexFirst whether the index stands before the media, so that playing can start at once
 */
public record FilmHeader(
    long durationMillis, int width, int height, boolean sound, boolean indexFirst) {
  public FilmHeader {
    if (durationMillis < 1 || width < 1 || height < 1) {
      throw new IllegalArgumentException("impossible film header");
    }
  }

  /** The outcome of reading a file. */
  public sealed interface Reading {
    /** An MP4 whose boxes lie in the file and that has a picture track. */
    record Film(FilmHeader header) implements Reading {}

    /**
     * Anything else.
     *
     * @param fault for the log
     */
    record NotAFilm(String fault) implements Reading {}
  }

  /**
   * Reads the boxes of a file: at most 10 000 of them, 8 deep, and at most 8 MiB of index.
   *
   * @throws IOException if the file cannot be read
   */
  public static Reading read(FileChannel file) throws IOException {
    try {
      return new Reading.Film(new Mp4Reader(file).read());
    } catch (Malformed e) {
      return new Reading.NotAFilm(e.fault());
    }
  }
}
