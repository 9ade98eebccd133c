package dev.afterglow.api.sora;

import java.math.BigDecimal;

/** Micro-dollars as the contract writes money: exact decimal numbers, never floating point. */
final class Money {
  private static final int MICROS = 6;

  /** One dollar is ten credits. */
  private static final int MICROS_OF_CREDIT = 5;

  private Money() {}

  /** In dollars, such as {@code 0.8}. */
  static BigDecimal dollars(long micros) {
    return plain(BigDecimal.valueOf(micros, MICROS));
  }

  /** In credits, such as {@code 8}. */
  static BigDecimal credits(long micros) {
    return plain(BigDecimal.valueOf(micros, MICROS_OF_CREDIT));
  }

  /** In dollars with at least two decimals, for messages. */
  static String shown(long micros) {
    BigDecimal dollars = dollars(micros);
    return dollars.setScale(Math.max(2, dollars.scale())).toPlainString();
  }

  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
