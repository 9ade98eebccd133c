package dev.afterglow.http;

import dev.afterglow.text.Language;
import dev.afterglow.text.Text;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One admitted request of one route, as its handler sees it. */
public interface Exchange {
  /** GET, POST, ...; HEAD is GET here, and the listener leaves the body out. */
  Method method();

  /** Whether only the head of the answer will be sent. */
  boolean head();

  /** The path as it was sent, which is the path that was matched. */
  String path();

  /** The value of a variable of the route's pattern, as it was sent. */
  String variable(String name);

  /** The first value of a query parameter, decoded. */
  Optional<String> query(String name);

  /** Every value of a query parameter, decoded. */
  List<String> queries(String name);

  /** The names of all query parameters with their values, decoded. */
  Map<String, List<String>> query();

  /** The first line of a header field; names are compared without case. */
  Optional<String> header(String name);

  /** Every line of a header field. */
  List<String> headers(String name);

  /**
   * The whole body; empty if there is none. All bodies in memory together are bounded, and shared
   * fairly by owner; a body beyond that waits for a while, and then is refused.
   *
   * @throws ApiError 413 beyond the route's bound, 503 if there is no room
   */
  byte[] body();

  /** How many bytes {@link #body()} or {@link #json()} have read. */
  long bodyBytes();

  /**
   * The body as a stream, for bodies that should not lie in memory. Ends with an {@link ApiError}
   * 413 beyond the route's bound. Read once, and not together with {@link #body()}.
   *
   * @throws ApiError 503 if there is no room for its buffers
   */
  InputStream bodyStream();

  /**
   * The body as JSON, read strictly: one value in UTF-8, no member twice, nothing behind it, at
   * most 64 levels.
   *
   * @throws ApiError 400 if it is not that, 413 beyond the route's bound, 415 if the request says
   *     it is something else
   */
  JsonNode json();

  /**
   * Who sent it.
   *
   * @throws IllegalStateException if the route asks for no key
   */
  Caller caller();

  /**
   * The client's address, or its network where addresses cost nothing, as shares of what is bounded
   * are counted.
   */
  String client();

  /**
   * Whether the request may take its time: a connection beyond its address's share gets an answer
   * soon.
   */
  boolean mayWait();

  /** The language that texts of the answer are to be in. */
  Language language();

  /** A text of the catalogue in that language. */
  String text(Text text);

  /**
   * The id that the answer carries in {@code X-Request-Id}: the client's own name for it, or ours.
   */
  String requestId();

  /**
   * How the client reaches this server, for links: the configured address, or else {@code http://}
   * and the request's {@code Host}. No slash at the end.
   */
  String baseUrl();
}
