package dev.afterglow.ledger;

import java.util.OptionalLong;

/**
 * What a key may spend, in micro-dollars, per day (UTC) and in all. Open holds count as spent.
 *
 * @param dailyMicros more than 0, or empty for no bound
 * @param totalMicros more than 0, or empty for no bound
 */
public record SpendCap(OptionalLong dailyMicros, OptionalLong totalMicros) {
  /** No bound but the owner's balance. */
  public static final SpendCap NONE = new SpendCap(OptionalLong.empty(), OptionalLong.empty());

  public SpendCap {
    check("daily", dailyMicros);
    check("total", totalMicros);
  }

  private static void check(String name, OptionalLong micros) {
    if (micros.isPresent() && micros.getAsLong() <= 0) {
      throw new IllegalArgumentException(
          name + " spend cap: " + micros.getAsLong() + " micro-dollars (expected: > 0)");
    }
  }
}
