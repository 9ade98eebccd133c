package dev.afterglow.admin;

/** Orders about prices; they hold for tasks submitted from then on. */
public sealed interface PriceOrder extends Order {
  /** Lists all prices. */
  record List() implements PriceOrder {}

  /**
   * Sets the price of one second of film.
   *
   * @param microsPerSecond at least 1, in micro-dollars
   */
  record Set(String model, String resolution, long microsPerSecond) implements PriceOrder {}
}
