package dev.afterglow.engines.template;

import dev.afterglow.remote.VendorAnswer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the vendor says what a film costs the operator.
 *
 * @param microsPerUnit micro-dollars in one of the vendor's units
 */
record Cost(Pointers at, long microsPerUnit) {
  private static final double MOST_MICROS = 1e15;

  /** In micro-dollars; empty if the answer names none, or nothing that makes sense. */
  OptionalLong of(VendorAnswer answer) {
    Optional<String> written = at.text(answer);
    if (written.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      double micros = Double.parseDouble(written.get()) * microsPerUnit;
      return micros >= 0 && micros <= MOST_MICROS
          ? OptionalLong.of(Math.round(micros))
          : OptionalLong.empty();
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
