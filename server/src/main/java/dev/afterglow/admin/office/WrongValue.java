package dev.afterglow.admin.office;

import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A value that an order may not have. It is told in parts, so that the command line can name its
 * own option and speak the operator's language.
 */
final class WrongValue extends RuntimeException {
  /** A billion dollars: twenty seconds at that price still fit a long of micro-dollars. */
  static final long MOST_MICROS = 1_000_000_000_000_000L;

  private static final long serialVersionUID = 1;

  private final transient Refused refused;

  /**
   * @param place the option or argument of the command, without dashes
   * @param rule what is accepted, by the name of its text
   * @param bounds what the rule speaks of; micro-dollars where the rule is {@code usd}
   */
  WrongValue(String place, Object value, String rule, String... bounds) {
    super(place);
    List<String> details = new ArrayList<>(List.of(place, value.toString(), rule));
    details.addAll(List.of(bounds));
    this.refused = new Refused(Reason.BAD_VALUE, details);
  }

  Refused refused() {
    return refused;
  }

  /** What a part makes of a value, where the part itself decides what it accepts. */
  static <T> T unless(String place, String value, String rule, Supplier<T> accepted) {
    try {
      return accepted.get();
    } catch (IllegalArgumentException e) {
      WrongValue wrong = new WrongValue(place, value, rule);
      wrong.initCause(e);
      throw wrong;
    }
  }

  static void unlessOneOf(String place, String value, Collection<String> accepted) {
    if (!accepted.contains(value)) {
      throw new WrongValue(place, value, "one-of", String.join(", ", accepted));
    }
  }

  static void unlessWithin(String place, long value, long lowest, long highest) {
    if (value < lowest || value > highest) {
      throw new WrongValue(place, value, "number", Long.toString(lowest), Long.toString(highest));
    }
  }

  static void unlessWithin(String place, OptionalInt value, long lowest, long highest) {
    value.ifPresent(number -> unlessWithin(place, number, lowest, highest));
  }

  /** A moment that is not over yet. */
  static void unlessLater(String place, Optional<Instant> moment, Instant now) {
    if (moment.isPresent() && !moment.get().isAfter(now)) {
      throw new WrongValue(place, moment.get(), "later");
    }
  }

  /** Money in micro-dollars, from 1 to {@link #MOST_MICROS}. */
  static void unlessMoney(String place, long micros) {
    if (micros < 1 || micros > MOST_MICROS) {
      throw new WrongValue(place, micros, "usd", "1", Long.toString(MOST_MICROS));
    }
  }

  static void unlessMoney(String place, OptionalLong micros) {
    micros.ifPresent(amount -> unlessMoney(place, amount));
  }
}
