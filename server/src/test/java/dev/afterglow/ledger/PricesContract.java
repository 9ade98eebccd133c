package dev.afterglow.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.afterglow.sql.Database;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the price list promises on every database. */
abstract class PricesContract {
  private Database database;
  private Prices prices;

  abstract Database open();

  @BeforeEach
  void openPrices() {
    database = open();
    prices = new Prices(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void listBeginsWithTheContractsPrices() {
    assertEquals(
        List.of(
            new Price("sora-2", "720p", 100_000),
            new Price("sora-2-pro", "720p", 300_000),
            new Price("sora-2-pro", "1024p", 500_000),
            new Price("sora-2-pro", "1080p", 700_000)),
        prices.all());
    assertEquals(400_000, prices.priceMicros("sora-2", "720p", 4));
    assertEquals(14_000_000, prices.priceMicros("sora-2-pro", "1080p", 20));
  }

  @Test
  void newPriceHoldsAtOnceAndAfterARestart() {
    prices.set(new Price("sora-2", "720p", 1));
    prices.set(new Price("sora-2", "480p", 7));
    assertEquals(12, prices.priceMicros("sora-2", "720p", 12));
    Prices restarted = new Prices(database);
    assertEquals(12, restarted.priceMicros("sora-2", "720p", 12));
    assertEquals(84, restarted.priceMicros("sora-2", "480p", 12));
    assertEquals(5, restarted.all().size());
  }

  @Test
  void whatIsNotSoldHasNoPrice() {
    assertThrows(IllegalArgumentException.class, () -> prices.priceMicros("sora-2", "1080p", 4));
    assertThrows(IllegalArgumentException.class, () -> prices.priceMicros("sora-3", "720p", 4));
  }

  @Test
  void noPriceIsEverBelowOne() {
    assertThrows(IllegalArgumentException.class, () -> new Price("sora-2", "720p", 0));
    assertThrows(IllegalArgumentException.class, () -> new Price("sora-2", "720p", -1));
    for (int seconds : new int[] {0, -4, Integer.MIN_VALUE}) {
      assertThrows(
          IllegalArgumentException.class, () -> prices.priceMicros("sora-2", "720p", seconds));
    }
    prices.set(new Price("sora-2", "720p", Long.MAX_VALUE / 4));
    assertEquals(Long.MAX_VALUE / 4 * 4, prices.priceMicros("sora-2", "720p", 4));
    assertThrows(ArithmeticException.class, () -> prices.priceMicros("sora-2", "720p", 8));
  }
}
