package dev.afterglow.console;

import dev.afterglow.console.view.PriceLine;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Price;
import dev.afterglow.ledger.Prices;
import dev.afterglow.pages.Pages;
import dev.afterglow.signin.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /}: what this server is, what it costs, and the ways on. */
final class HomeRoutes {
  private final Door door;
  private final Pages pages;
  private final Prices prices;
  private final String release;

  HomeRoutes(Door door, Pages pages, Prices prices, String release) {
    this.door = door;
    this.pages = pages;
    this.prices = prices;
    this.release = release;
  }

  List<Route> routes() {
    return List.of(
        door.open("/", this::home),
        door.open("/console", _ -> Pages.seeOther(SignInRoutes.FIRST_PAGE)),
        door.open("/keys", _ -> Pages.seeOther(KeyRoutes.PATH)),
        door.open("/console/{part}", _ -> nothing()),
        door.open("/console/{part}/{page}", _ -> nothing()));
  }

  /** A person who mistypes an address gets a page, and not a program's answer. */
  private static Answer nothing() {
    throw ApiError.notFound();
  }

  private Answer home(Exchange exchange) {
    Optional<Session> session = door.session(exchange);
    return pages.show(
        "console/home",
        session.isPresent()
            ? door.visitor(exchange, session.get()).page()
            : pages.page(exchange, Optional.empty()),
        Map.of("prices", lines(prices.all()), "release", release));
  }

  private static List<PriceLine> lines(List<Price> all) {
    return all.stream()
        .map(price ->
            new PriceLine(
                price.model(),
                price.resolution(),
                Dollars.plain(price.microsPerSecond()),
                VideoFormat.SECONDS.stream()
                    .map(seconds ->
                        Dollars.plain(Math.multiplyExact(price.microsPerSecond(), (long) seconds)))
                    .toList()))
        .toList();
  }
}
