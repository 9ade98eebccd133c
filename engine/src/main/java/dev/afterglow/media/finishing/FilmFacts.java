package dev.afterglow.media.finishing;

/**
 * What a finished film is, measured on the file, and what was done to it.
 *
 * @param frames how many pictures
 * @param framesPerSecond rounded to a thousandth, such as 23.976
 * @param sound whether there is a sound track
 * @param segments of how many films it was made
 * @param upscale by how much the pictures were enlarged, 1 if they were not
 */
public record FilmFacts(
    int width,
    int height,
    long durationMillis,
    int frames,
    double framesPerSecond,
    boolean sound,
    int segments,
    double upscale,
    Treatment treatment) {
  /** How the film came to be. */
  public enum Treatment {
    /** The engine's own bytes. */
    KEPT,
    /** The engine's pictures and sound in a new file: index first, no metadata. */
    REMUXED,
    /** Decoded, changed and encoded. */
    ENCODED
  }
}
