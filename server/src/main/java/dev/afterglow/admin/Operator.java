package dev.afterglow.admin;

/** Carries out an operator's orders, one at a time or many at once. */
@FunctionalInterface
public interface Operator {
  /**
   * Carries out one order, wholly or not at all.
   *
   * @throws java.io.UncheckedIOException if the order's fate is unknown
   */
  Answer carryOut(Order order);
}
