package dev.afterglow.ledger;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of money, in micro-dollars here and in US dollars wherever it is read or written: exact
 * decimal numbers, never floating point.
 */
public record Usd(long micros) {
  private static final int DECIMALS = 6;
  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,12}(\\.\\d{1,6})?");

  /**
   * Reads {@code 12}, {@code 0.1} or {@code -3.50}.
   *
   * @throws IllegalArgumentException for anything else; nothing is rounded
   */
  public static Usd parse(String text) {
    if (!AMOUNT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an amount of US dollars such as 12 or 0.100000");
    }
    return new Usd(new BigDecimal(text).movePointRight(DECIMALS).longValueExact());
  }

  /** The number of dollars as JSON has it, such as {@code 0.8}. */
  public static BigDecimal dollars(long micros) {
    return plain(BigDecimal.valueOf(micros, DECIMALS));
  }

  /** The number of credits, of which ten are a dollar, such as {@code 8}. */
  public static BigDecimal credits(long micros) {
    return plain(BigDecimal.valueOf(micros, DECIMALS - 1));
  }

  /** In dollars for people: at least two decimals, more only where they are needed. */
  public static String shown(long micros) {
    BigDecimal dollars = dollars(micros);
    return dollars.setScale(Math.max(2, dollars.scale())).toPlainString();
  }

  @Override
  public String toString() {
    return shown(micros);
  }

  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
