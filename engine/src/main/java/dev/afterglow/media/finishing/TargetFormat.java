package dev.afterglow.media.finishing;

import java.util.OptionalInt;

/**
 * The film that was ordered, as finishing has to deliver it.
 *
 * @param width pixels, even, 16 to 4096
 * @param height pixels, even, 16 to 4096
 * @param seconds its length, 1 to 600
 * @param framesPerSecond 1 to 120; empty for the rate that the engine chose
 * @param mostUpscale the greatest factor by which a film may be enlarged, 1 to 4; engines that
 *     round sides to multiples of 32 need up to 1.05
 * @param ownMetadata whether the engine is part of this program, so that the metadata of its films
 *     may stay
 */
public record TargetFormat(
    int width,
    int height,
    int seconds,
    OptionalInt framesPerSecond,
    double mostUpscale,
    boolean ownMetadata) {
  private static final int SMALLEST_SIDE = 16;
  private static final int LARGEST_SIDE = 4096;
  private static final int MOST_SECONDS = 600;
  private static final int MOST_FRAMES_PER_SECOND = 120;
  private static final double MOST_UPSCALE = 4;

  public TargetFormat {
    requireSide("width", width);
    requireSide("height", height);
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException("seconds: " + seconds + " (expected: 1 to 600)");
    }
    int rate = framesPerSecond.orElse(1);
    if (rate < 1 || rate > MOST_FRAMES_PER_SECOND) {
      throw new IllegalArgumentException("framesPerSecond: " + rate + " (expected: 1 to 120)");
    }
    if (!(mostUpscale >= 1 && mostUpscale <= MOST_UPSCALE)) {
      throw new IllegalArgumentException("mostUpscale: " + mostUpscale + " (expected: 1 to 4)");
    }
  }

  /** A film in the engine's own frame rate, never enlarged, with no metadata. */
  public static TargetFormat of(int width, int height, int seconds) {
    return new TargetFormat(width, height, seconds, OptionalInt.empty(), 1, false);
  }

  /** The same film at a rate of the operator's choice. */
  public TargetFormat at(int rate) {
    return new TargetFormat(width, height, seconds, OptionalInt.of(rate), mostUpscale, ownMetadata);
  }

  /** The same film, which may be enlarged up to a factor. */
  public TargetFormat enlargedUpTo(double factor) {
    return new TargetFormat(width, height, seconds, framesPerSecond, factor, ownMetadata);
  }

  /** The same film from an engine of this program, whose metadata may stay. */
  public TargetFormat withOwnMetadata() {
    return new TargetFormat(width, height, seconds, framesPerSecond, mostUpscale, true);
  }

  private static void requireSide(String name, int pixels) {
    if (pixels < SMALLEST_SIDE || pixels > LARGEST_SIDE || pixels % 2 != 0) {
      throw new IllegalArgumentException(
          name + ": " + pixels + " (expected: an even number from 16 to 4096)");
    }
  }
}
