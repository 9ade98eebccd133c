package dev.afterglow.admin;

/** Commands about prices; they hold for tasks submitted from then on. */
public sealed interface PriceCommand extends AdminCommand {
  /** Lists all prices. */
  record ListPrices() implements PriceCommand {}

  /**
   * Sets the price of one second of film.
   *
   * @param microsPerSecond at least 1, in micro-dollars
   */
  record SetPrice(String model, String resolution, long microsPerSecond) implements PriceCommand {}
}
