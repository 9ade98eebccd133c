package dev.afterglow.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code Retry-After} header (RFC 9110, 10.2.3): seconds, or a date. */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern DIGITS = Pattern.compile("\\d{10,}");

  private RetryAfter() {}

  /**
   * How long the server asks to wait.
   *
   * @param now what a date is compared with
   * @return 0 to one day; empty without a readable header
   */
  public static Optional<Duration> of(ResponseHeaders headers, Instant now) {
    return headers.first("Retry-After").flatMap(value -> read(value, now)).map(RetryAfter::bounded);
  }

  private static Optional<Duration> read(String value, Instant now) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    if (DIGITS.matcher(value).matches()) {
      return Optional.of(LONGEST);
    }
    return date(value).map(then -> Duration.between(now, then));
  }

  static Optional<Instant> date(String value) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
