package dev.afterglow.pages;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import java.util.Optional;

/**
 * Whether a form was sent from a page of ours. Browsers say with every POST where it comes from
 * (the {@code Origin} of the Fetch standard), and pages cannot forge that; what does not say it is
 * no browser, and has no business with forms.
 */
public final class Origins {
  private Origins() {}

  /**
   * Refuses what comes from elsewhere.
   *
   * @throws ApiError 403
   */
  public static void requireOurs(Exchange exchange) {
    Optional<String> origin = exchange.header("Origin");
    boolean one = exchange.headers("Origin").size() == 1;
    if (!one || origin.filter(from -> isOurs(from, exchange)).isEmpty()) {
      throw ApiError.forbidden("pages.foreign-form");
    }
  }

  /** Behind a proxy that ends TLS the scheme differs; the host that was asked does not. */
  private static boolean isOurs(String origin, Exchange exchange) {
    if (origin.equals(exchange.baseUrl())) {
      return true;
    }
    String host = exchange.header("Host").orElse("");
    return !host.isEmpty() && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }
}
