package dev.afterglow.media.finishing;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One film of an engine, measured packet by packet. What its header claims does not count.
 *
 * @param track the number of the picture track
 * @param width as displayed: turned and with square pixels
 * @param height as displayed
 * @param squarePixels whether no pixel has to be stretched
 * @param turned whether the file asks its player to turn the pictures
 * @param colours the name of the matrix, {@code unknown} where the file does not say
 * @param start when the first picture shows, in the file's own time, in seconds
 * @param second when the second does
 * @param end when the last one ends
 * @param sound the track that goes with the pictures, if there is one
 * @param extras whether there is more than pictures and sound: tags, subtitles, covers
 */
record Segment(
    Path file,
    Container container,
    int track,
    String codec,
    String pixels,
    int width,
    int height,
    boolean squarePixels,
    boolean turned,
    String colours,
    int frames,
    FrameRate rate,
    double start,
    double second,
    double end,
    Optional<Sound> sound,
    boolean extras) {

  /**
   * A sound track.
   *
   * @param end when its last sample ends, in the file's own time, in seconds
   */
  record Sound(int track, String codec, double end) {}

  /** How long its pictures show, in seconds. */
  double seconds() {
    return end - start;
  }

  /** How long its pictures show after the first, which the film before it ends with. */
  double secondsAfterFirst() {
    return end - second;
  }
}
