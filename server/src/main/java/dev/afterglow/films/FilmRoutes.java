package dev.afterglow.films;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Serves finished films to whoever holds a link, playable as they are in players and pages. */
public final class FilmRoutes {
  private static final String SUFFIX = ".mp4";

  /** Nobody needs longer to follow a link, and whoever pauses a film comes back by ours. */
  private static final Duration LONGEST_DIRECT = Duration.ofHours(1);

  private static final int FOUND = 302;

  private final FilmStore store;
  private final Links links;
  private final Delivery delivery;

  /** Who hands films over. */
  public enum Delivery {
    /** This server. */
    PROXIED,
    /** The store itself, where it can: a good link leads to an address that the store knows. */
    PRESIGNED
  }

  public FilmRoutes(FilmStore store, Links links) {
    this(store, links, Delivery.PROXIED);
  }

  public FilmRoutes(FilmStore store, Links links, Delivery delivery) {
    this.store = store;
    this.links = links;
    this.delivery = delivery;
  }

  /** The routes, for the listener. */
  public List<Route> routes() {
    return List.of(new Route(Method.GET, "/v/{film}", Access.LINK, this::film).upTo(0));
  }

  private Answer film(Exchange exchange) throws IOException {
    Duration left = requireLink(exchange);
    String file = exchange.variable("film");
    String taskId = file.substring(0, file.length() - SUFFIX.length());
    boolean download = exchange.query("download").filter("1"::equals).isPresent();
    Optional<Answer> elsewhere = direct(exchange, taskId, left, download);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    Film video = store.open(taskId).orElseThrow(ApiError::notFound);
    return FilmServing.answer(exchange, taskId, video, Variant.VIDEO, file, download);
  }

  /** A HEAD is answered here: a signature is good for one method. */
  private Optional<Answer> direct(Exchange exchange, String taskId, Duration left, boolean download)
      throws IOException {
    if (delivery == Delivery.PROXIED || exchange.head() || left.toSeconds() < 1) {
      return Optional.empty();
    }
    if (store.bytes(taskId).isEmpty()) {
      throw ApiError.notFound();
    }
    Duration life = left.compareTo(LONGEST_DIRECT) < 0 ? left : LONGEST_DIRECT;
    Optional<URI> address =
        store.directLink(
            taskId,
            Duration.ofSeconds(life.toSeconds()),
            FilmResponse.disposition(taskId + SUFFIX, download));
    return address.map(where ->
        Answer.empty(FOUND)
            .with("Location", where.toString())
            .with("Cache-Control", "no-store")
            .with("Cross-Origin-Resource-Policy", "cross-origin"));
  }

  /**
   * 404 for everything that we did not sign, whatever is wrong with it; 410 when its time is up.
   *
   * @return how long the link still works
   */
  private Duration requireLink(Exchange exchange) {
    List<String> expiry = exchange.queries("e");
    List<String> signature = exchange.queries("s");
    if (expiry.size() != 1 || signature.size() != 1) {
      throw ApiError.notFound();
    }
    return switch (links.judge(exchange.path(), expiry.getFirst(), signature.getFirst())) {
      case GOOD -> links.left(expiry.getFirst());
      case EXPIRED -> throw ApiError.of(ErrorKind.GONE);
      case FORGED -> throw ApiError.notFound();
    };
  }
}
