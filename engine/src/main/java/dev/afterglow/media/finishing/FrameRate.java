package dev.afterglow.media.finishing;

import java.util.List;
import java.util.Optional;

/** Pictures in a second, as a fraction: 24 000 / 1001 has no exact decimal. */
record FrameRate(int numerator, int denominator) {
  private static final int NTSC = 1001;
  private static final double LOWEST = 5;
  private static final double HIGHEST = 120;

  /** How far a measured rate may be from one that is in use. */
  private static final double NEAR = 0.003;

  private static final List<FrameRate> IN_USE =
      List.of(
          of(8),
          of(10),
          of(12),
          of(15),
          of(16),
          of(20),
          new FrameRate(24_000, NTSC),
          of(24),
          of(25),
          new FrameRate(30_000, NTSC),
          of(30),
          of(48),
          of(50),
          new FrameRate(60_000, NTSC),
          of(60));

  static FrameRate of(int perSecond) {
    return new FrameRate(perSecond, 1);
  }

  /** The rate that a measurement means; empty where it is no film's. */
  static Optional<FrameRate> near(double measured) {
    if (!(measured >= LOWEST && measured <= HIGHEST)) {
      return Optional.empty();
    }
    FrameRate best = new FrameRate((int) Math.round(measured * 1000), 1000);
    double distance = NEAR * measured;
    for (FrameRate rate : IN_USE) {
      if (Math.abs(rate.value() - measured) < distance) {
        best = rate;
        distance = Math.abs(rate.value() - measured);
      }
    }
    return Optional.of(best);
  }

  double value() {
    return (double) numerator / denominator;
  }

  double rounded() {
    return Math.round(value() * 1000) / 1000.0;
  }

  /** The number of pictures that comes nearest to a length. */
  int frames(double seconds) {
    return (int) Math.round(seconds * value());
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
