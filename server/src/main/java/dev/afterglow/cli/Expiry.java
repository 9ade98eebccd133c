package dev.afterglow.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When something ends, as people write it. */
sealed interface Expiry {
  /** The moment, for an order given now. */
  Instant from(Instant now);

  /** A fixed moment. */
  record At(Instant moment) implements Expiry {
    @Override
    public Instant from(Instant now) {
      return moment;
    }
  }

  /** A span from now on. */
  record In(Duration span) implements Expiry {
    @Override
    public Instant from(Instant now) {
      return now.plus(span);
    }
  }

  /**
   * Reads {@code 30d}, {@code 12h}, {@code 2027-01-31} (its start in UTC) or a full ISO 8601
   * instant.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Expiry parse(String text) {
    Matcher span = Pattern.compile("([1-9]\\d{0,4})([hd])").matcher(text);
    if (span.matches()) {
      int count = Integer.parseInt(span.group(1));
      return new In(span.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count));
    }
    try {
      return new At(
          text.length() == "2027-01-31".length()
              ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
              : Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time such as 30d, 12h, 2027-01-31 or 2027-01-31T08:00:00Z", e);
    }
  }
}
