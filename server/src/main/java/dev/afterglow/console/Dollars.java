package dev.afterglow.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Micro-dollars as people write them. */
public final class Dollars {
  private static final int MICROS = 6;
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  private Dollars() {}

  /** With a sign of the currency and at least two decimals, such as {@code $0.80}. */
  public static String of(long micros) {
    String plain = plain(Math.abs(micros));
    return micros < 0 ? "-$" + plain : "$" + plain;
  }

  /** At least two decimals, and as many as there are. */
  public static String plain(long micros) {
    BigDecimal dollars = BigDecimal.valueOf(micros, MICROS).stripTrailingZeros();
    return dollars.setScale(Math.max(2, dollars.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }

  /** Reads an amount; empty if it is none, or finer than a micro-dollar, or beyond any budget. */
  static OptionalLong parse(String text) {
    try {
      BigDecimal dollars = new BigDecimal(text.strip().replaceFirst("^\\$", ""));
      if (dollars.abs().compareTo(MOST) > 0 || text.length() > 30) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(dollars.movePointRight(MICROS).longValueExact());
    } catch (ArithmeticException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
