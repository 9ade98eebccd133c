package dev.afterglow.videos;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Kind;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves finished films to whoever holds a link, playable as they are in players and pages. */
public final class VideoRoutes {
  private static final String SUFFIX = ".mp4";

  private final VideoStore store;
  private final Links links;

  public VideoRoutes(VideoStore store, Links links) {
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
    StoredVideo video = store.read(taskId).orElseThrow(ApiError::notFound);
    boolean download = exchange.query("download").filter("1"::equals).isPresent();
    Selection selection =
        Conditions.of(name -> joined(exchange.headers(name)))
            .select(!exchange.head(), Validators.of(taskId, video), video.bytes());
    return answer(video, FilmAnswer.of(taskId, video, selection, download));
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
      case EXPIRED -> throw ApiError.of(Kind.GONE);
      case FORGED -> throw ApiError.notFound();
    }
  }

  /** The lines of one field count as one list (RFC 9110 section 5.3). */
  private static Optional<String> joined(List<String> lines) {
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
  }

  private static Answer answer(StoredVideo video, FilmAnswer film) throws IOException {
    Answer answer;
    if (film.bytes() == 0) {
      video.close();
      answer = Answer.empty(film.status());
    } else {
      answer = Answer.streamed(film.status(), "video/mp4", film.bytes(), body(video, film));
    }
    for (Map.Entry<String, String> field : film.headers().entrySet()) {
      answer = answer.with(field.getKey(), field.getValue());
    }
    return answer;
  }

  private static Answer.Body body(StoredVideo video, FilmAnswer film) {
    return new Answer.Body() {
      @Override
      public void copyTo(OutputStream out) throws IOException {
        video.copy(film.first(), film.bytes(), out);
      }

      @Override
      public void close() throws IOException {
        video.close();
      }
    };
  }
}
