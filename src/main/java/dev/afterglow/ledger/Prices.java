package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.change;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
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
  private volatile Map<String, Price> list;

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
        Optional.ofNullable(list.get(key(model, resolution)))
            .orElseThrow(
                () -> new IllegalArgumentException("no price for " + model + " at " + resolution));
    return Math.multiplyExact(price.microsPerSecond(), seconds);
  }

  /** Every price, by model and resolution. */
  public List<Price> all() {
    return list.values().stream()
        .sorted((a, b) -> key(a.model(), a.resolution()).compareTo(key(b.model(), b.resolution())))
        .toList();
  }

  /** Sets a price for the tasks accepted from now on. */
  public void set(Price price) {
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

  private Map<String, Price> load() {
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
    return prices.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                price -> key(price.model(), price.resolution()), price -> price));
  }

  private static String key(String model, String resolution) {
    return model + ' ' + resolution;
  }
}
