package dev.afterglow.console;

import dev.afterglow.pages.Reader;
import dev.afterglow.text.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and spans as people read them. All times are UTC, as in the books. */
final class Times {
  private static final DateTimeFormatter DAY_EN =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_ZH =
      DateTimeFormatter.ofPattern("yyyy 年 M 月 d 日", Locale.ROOT);
  private static final DateTimeFormatter MINUTE_EN =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE_ZH =
      DateTimeFormatter.ofPattern("M 月 d 日 HH:mm", Locale.ROOT);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Times() {}

  static String day(Instant moment, Reader reader) {
    return (reader.language() == Language.ZH ? DAY_ZH : DAY_EN)
        .format(moment.atOffset(ZoneOffset.UTC));
  }

  static String minute(Instant moment, Reader reader) {
    return (reader.language() == Language.ZH ? MINUTE_ZH : MINUTE_EN)
        .format(moment.atOffset(ZoneOffset.UTC));
  }

  static String clock(Instant moment) {
    return CLOCK.format(moment.atOffset(ZoneOffset.UTC));
  }

  static String second(Instant moment) {
    return SECOND.format(moment.atOffset(ZoneOffset.UTC));
  }

  /** How long ago, roughly. */
  static String ago(Instant moment, Instant now, Reader reader) {
    Duration since = Duration.between(moment, now);
    if (since.toSeconds() < 60) {
      return reader.text("console.ago.now");
    }
    if (since.toMinutes() < 60) {
      return reader.text("console.ago.minutes", since.toMinutes());
    }
    if (since.toHours() < 24) {
      return reader.text("console.ago.hours", since.toHours());
    }
    return since.toDays() < 30
        ? reader.text("console.ago.days", since.toDays())
        : day(moment, reader);
  }

  /** Seconds with one decimal below a minute, minutes above. */
  static String span(Duration span, Reader reader) {
    if (span.toSeconds() < 60) {
      long tenths = Math.max(0, span.toMillis()) / 100;
      return reader.text("console.span.seconds", tenths / 10 + "." + tenths % 10);
    }
    return reader.text("console.span.minutes", span.toMinutes(), span.toSecondsPart());
  }
}
