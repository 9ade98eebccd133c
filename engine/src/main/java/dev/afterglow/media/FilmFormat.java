package dev.afterglow.media;

/**
 * What a film will be: its size, its exact length and what its file says about itself. Sound is
 * always 48 kHz stereo and as long as the pictures.
 *
 * @param width pixels, even, 16 to 4096
 * @param height pixels, even, 16 to 4096
 * @param framesPerSecond 1 to 120, a divisor of 48 000
 * @param frames exact number of pictures, at least 1
 * @param title written to the file's metadata
 * @param maker written to the file's metadata as comment and encoding tool
 */
public record FilmFormat(
    int width, int height, int framesPerSecond, int frames, String title, String maker) {
  /** Samples of sound in a second, in each of the two channels. */
  public static final int SAMPLE_RATE = 48_000;

  public FilmFormat {
    requireSide("width", width);
    requireSide("height", height);
    if (framesPerSecond < 1 || framesPerSecond > 120 || SAMPLE_RATE % framesPerSecond != 0) {
      throw new IllegalArgumentException(
          "framesPerSecond: " + framesPerSecond + " (expected: a divisor of 48000 up to 120)");
    }
    if (frames < 1) {
      throw new IllegalArgumentException("frames: " + frames + " (expected: at least 1)");
    }
  }

  private static void requireSide(String name, int pixels) {
    if (pixels < 16 || pixels > 4096 || pixels % 2 != 0) {
      throw new IllegalArgumentException(
          name + ": " + pixels + " (expected: an even number from 16 to 4096)");
    }
  }

  /** Samples of sound, in each channel, that the whole film needs. */
  public long samples() {
    return (long) frames * samplesPerFrame();
  }

  /** Samples of sound, in each channel, that belong to one picture. */
  public int samplesPerFrame() {
    return SAMPLE_RATE / framesPerSecond;
  }
}
