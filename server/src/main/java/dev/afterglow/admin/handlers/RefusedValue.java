package dev.afterglow.admin.handlers;

import dev.afterglow.admin.Accepted;
import dev.afterglow.admin.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A value that a command may not have, thrown from wherever that is found. */
final class RefusedValue extends RuntimeException {
  /** A billion dollars: twenty seconds at that price still fit a long of micro-dollars. */
  static final long MOST_MICROS = 1_000_000_000_000_000L;

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusedValue(Refusal refusal) {
    super(refusal.toString());
    this.refusal = refusal;
  }

  /**
   * @param field the option or argument of the command line, without dashes
   */
  RefusedValue(String field, Object value, Accepted accepted) {
    this(new Refusal.BadValue(field, value.toString(), accepted));
  }

  Refusal refusal() {
    return refusal;
  }

  /** What a part makes of a value, where the part itself decides what it accepts. */
  static <T> T unless(String field, String value, Accepted.Kind form, Supplier<T> accepted) {
    try {
      return accepted.get();
    } catch (IllegalArgumentException e) {
      RefusedValue refused = new RefusedValue(field, value, new Accepted.Form(form));
      refused.initCause(e);
      throw refused;
    }
  }

  static void unlessOneOf(String field, String value, List<String> accepted) {
    if (!accepted.contains(value)) {
      throw new RefusedValue(field, value, new Accepted.OneOf(accepted));
    }
  }

  static void unlessWithin(String field, long value, long lowest, long highest) {
    if (value < lowest || value > highest) {
      throw new RefusedValue(field, value, new Accepted.Between(lowest, highest));
    }
  }

  static void unlessWithin(String field, OptionalInt value, long lowest, long highest) {
    value.ifPresent(number -> unlessWithin(field, number, lowest, highest));
  }

  /** A moment that is not over yet. */
  static void unlessLater(String field, Optional<Instant> moment, Instant now) {
    if (moment.isPresent() && !moment.get().isAfter(now)) {
      throw new RefusedValue(field, moment.get(), new Accepted.Form(Accepted.Kind.LATER));
    }
  }

  /** Money in micro-dollars, from 1 to {@link #MOST_MICROS}. */
  static void unlessMoney(String field, long micros) {
    if (micros < 1 || micros > MOST_MICROS) {
      throw new RefusedValue(new Refusal.BadAmount(field, micros, 1, MOST_MICROS));
    }
  }

  static void unlessMoney(String field, OptionalLong micros) {
    micros.ifPresent(amount -> unlessMoney(field, amount));
  }
}
