package dev.afterglow.net;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The <a href="https://www.w3.org/TR/trace-context/">W3C trace context</a> that requests to an
 * engine carry, where the operator wants engines to know.
 */
public final class TraceContext {
  static final String HEADER = "traceparent";

  private static final ScopedValue<String> PARENT = ScopedValue.newInstance();

  private TraceContext() {}

  /** Calls with this value of {@code traceparent} on every request to the engine's own origin. */
  public static <T> T during(String traceparent, Supplier<T> call) {
    return ScopedValue.where(PARENT, traceparent).call(call::get);
  }

  /** The same work for another thread, with what this one would send. */
  public static Runnable carried(Runnable work) {
    Optional<String> parent = parent();
    return parent.isPresent() ? () -> ScopedValue.where(PARENT, parent.get()).run(work) : work;
  }

  /** What to send now. */
  static Optional<String> parent() {
    return PARENT.isBound() ? Optional.of(PARENT.get()) : Optional.empty();
  }
}
