package dev.afterglow.films;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.io.IOException;
import java.util.List;

/** Serves finished films to whoever holds a link, playable as they are in players and pages. */
public final class FilmRoutes {
  private static final String SUFFIX = ".mp4";

  private final FilmStore store;
  private final Links links;

  public FilmRoutes(FilmStore store, Links links) {
    this.store = store;
    this.links = links;
  }

  /** The routes, for the listener. */
  public List<Route> routes() {
    return List.of(new Route(Method.GET, "/v/{film}", Access.LINK, this::film).upTo(0));
  }

  private Answer film(Exchange exchange) throws IOException {
    requireLink(exchange);
    String file = exchange.variable("film");
    String taskId = file.substring(0, file.length() - SUFFIX.length());
    Film video = store.open(taskId).orElseThrow(ApiError::notFound);
    boolean download = exchange.query("download").filter("1"::equals).isPresent();
    return FilmServing.answer(exchange, taskId, video, Variant.VIDEO, file, download);
  }

  /**
   * 404 for everything that we did not sign, whatever is wrong with it; 410 when its time is up.
   */
  private void requireLink(Exchange exchange) {
    List<String> expiry = exchange.queries("e");
    List<String> signature = exchange.queries("s");
    if (expiry.size() != 1 || signature.size() != 1) {
      throw ApiError.notFound();
    }
    switch (links.judge(exchange.path(), expiry.getFirst(), signature.getFirst())) {
      case GOOD -> {}
      case EXPIRED -> throw ApiError.of(ErrorKind.GONE);
      case FORGED -> throw ApiError.notFound();
    }
  }
}
