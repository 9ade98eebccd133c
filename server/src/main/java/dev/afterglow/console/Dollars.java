package dev.afterglow.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Micro-dollars as people write them. */
public final class Dollars {
  private static final int MICROS = 6;

  /** Digits as they are typed here: no exponents, no groups, no digits of other scripts. */
  private static final Pattern AMOUNT = Pattern.compile("\\$?(-?[0-9]{1,12}(?:\\.[0-9]{1,6})?)");

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
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      return OptionalLong.empty();
    }
    BigDecimal dollars = new BigDecimal(amount.group(1));
    return dollars.abs().compareTo(MOST) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(dollars.movePointRight(MICROS).longValueExact());
  }
}
