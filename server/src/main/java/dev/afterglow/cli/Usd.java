package dev.afterglow.cli;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** An amount of money as people write it: US dollars with up to six decimals. */
record Usd(long micros) {
  private static final int DECIMALS = 6;
  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,12}(\\.\\d{1,6})?");

  /**
   * Reads {@code 12}, {@code 0.1} or {@code -3.50}.
   *
   * @throws IllegalArgumentException for anything else; nothing is rounded
   */
  static Usd parse(String text) {
    if (!AMOUNT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an amount of US dollars such as 12 or 0.100000");
    }
    return new Usd(new BigDecimal(text).movePointRight(DECIMALS).longValueExact());
  }

  /** At least two decimals, more only where they are needed. */
  @Override
  public String toString() {
    BigDecimal exact = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale())).toPlainString();
  }
}
