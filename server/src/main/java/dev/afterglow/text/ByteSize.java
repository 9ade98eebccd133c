package dev.afterglow.text;

import java.util.List;
import java.util.Optional;

/** Sizes as people read them. */
public final class ByteSize {
  private static final List<String> UNITS = List.of("GB", "MB", "KB");
  private static final int SHIFT = 10;
  private static final int TENTHS = 10;

  private ByteSize() {}

  /** Such as {@code 20 MB} or {@code 1.5 GB}, rounded down; empty for less than a KB. */
  public static Optional<String> of(long bytes) {
    int shift = SHIFT * UNITS.size();
    for (String unit : UNITS) {
      if (bytes >> shift > 0) {
        long whole = bytes >> shift;
        long tenth = ((bytes & ((1L << shift) - 1)) * TENTHS) >> shift;
        return Optional.of(whole + (tenth > 0 ? "." + tenth : "") + " " + unit);
      }
      shift -= SHIFT;
    }
    return Optional.empty();
  }
}
