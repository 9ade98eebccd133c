package dev.afterglow.ledger;

/** What a second of film costs. */
public record Price(String model, String resolution, long microsPerSecond) {
  public Price {
    if (microsPerSecond <= 0) {
      throw new IllegalArgumentException(
          "price: " + microsPerSecond + " micro-dollars a second (expected: > 0)");
    }
  }
}
