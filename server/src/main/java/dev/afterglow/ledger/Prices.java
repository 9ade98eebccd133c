package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.change;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The price list, kept in the database and changeable while the server runs. Tasks keep the price
 * they were accepted at.
 */
public final class Prices {
  private final Database database;
  private volatile Map<Sort, Price> list;

  /** What is sold. */
  private record Sort(String model, String resolution) {
    static Sort of(Price price) {
      return new Sort(price.model(), price.resolution());
    }
  }

  public Prices(Database database) {
    this.database = database;
    this.list = load();
  }

  /**
   * What a film costs, in micro-dollars.
   *
   * @throws IllegalArgumentException if this model is not sold in this resolution
   * @throws ArithmeticException if the product leaves the range of a long
   */
  public long priceMicros(String model, String resolution, int seconds) {
    Price price =
        Optional.ofNullable(list.get(new Sort(model, resolution)))
            .orElseThrow(
                () -> new IllegalArgumentException("no price for " + model + " at " + resolution));
    if (seconds <= 0) {
      throw new IllegalArgumentException("seconds: " + seconds + " (expected: at least 1)");
    }
    return Math.multiplyExact(price.microsPerSecond(), seconds);
  }

  /** Every price, by model, the cheapest first. */
  public List<Price> all() {
    return list.values().stream()
        .sorted(Comparator.comparing(Price::model).thenComparingLong(Price::microsPerSecond))
        .toList();
  }

  /** Sets a price for the tasks accepted from now on. */
  public synchronized void set(Price price) {
    database.write(tx ->
        change(
            tx,
            "insert into price (model, resolution, micros_per_second) values (?, ?, ?)"
                + " on conflict (model, resolution)"
                + " do update set micros_per_second = excluded.micros_per_second",
            price.model(),
            price.resolution(),
            price.microsPerSecond()));
    list = load();
  }

  /** Reads the list again: another process may have changed it. */
  public synchronized void reload() {
    list = load();
  }

  private Map<Sort, Price> load() {
    List<Price> prices =
        database.read(tx ->
            Statements.all(
                tx,
                row ->
                    new Price(
                        row.getString("model"),
                        row.getString("resolution"),
                        row.getLong("micros_per_second")),
                "select model, resolution, micros_per_second from price"));
    return prices.stream().collect(Collectors.toUnmodifiableMap(Sort::of, price -> price));
  }
}
