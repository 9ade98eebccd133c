package dev.afterglow.films;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.afterglow.media.headers.FilmHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * What a film has to be to count as the one that was ordered. An engine's word that it is done says
 * nothing about the file it hands over: that may be a page of HTML, empty, or cut short.
 *
 * @param width in pixels
 * @param height in pixels
 * @param seconds its length, which the file may miss by {@value #LEEWAY_MILLIS} ms
 */
public record OrderedFilm(int width, int height, int seconds) {
  /** Sound and pictures end at different times, and some encoders add a frame. */
  private static final int LEEWAY_MILLIS = 1_000;

  /**
   * Why a file is not this film, for the log; empty if it is. Its boxes are read, not its pictures.
   *
   * @throws IOException if the file is missing or cannot be read
   */
  public Optional<String> faultOf(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      return switch (FilmHeader.read(channel)) {
        case FilmHeader.Reading.NotAFilm(String fault) -> Optional.of(fault);
        case FilmHeader.Reading.Film(FilmHeader header) -> faultOf(header);
      };
    }
  }

  private Optional<String> faultOf(FilmHeader film) {
    boolean fits =
        film.width() == width
            && film.height() == height
            && Math.abs(film.durationMillis() - 1000L * seconds) <= LEEWAY_MILLIS;
    return fits
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%dx%d of %d ms where %dx%d of %d s were ordered",
                film.width(),
                film.height(),
                film.durationMillis(),
                width,
                height,
                seconds));
  }
}
