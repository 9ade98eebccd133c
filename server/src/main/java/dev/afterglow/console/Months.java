package dev.afterglow.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Months as reports have them, in UTC. */
final class Months {
  private static final int BACK = 12;

  private Months() {}

  /** The month that a page is asked for, or else the present one. */
  static YearMonth asked(Visitor visitor, InstantSource time) {
    YearMonth now = now(time);
    try {
      String asked = visitor.query("month");
      return asked.isEmpty() ? now : YearMonth.parse(asked);
    } catch (DateTimeException _) {
      return now;
    }
  }

  /** The present month and those before it. */
  static List<String> last(InstantSource time) {
    YearMonth now = now(time);
    List<String> months = new ArrayList<>();
    for (int back = 0; back < BACK; back++) {
      months.add(now.minusMonths(back).toString());
    }
    return months;
  }

  /** A month's first moment. */
  static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static YearMonth now(InstantSource time) {
    return YearMonth.from(time.instant().atOffset(ZoneOffset.UTC));
  }
}
