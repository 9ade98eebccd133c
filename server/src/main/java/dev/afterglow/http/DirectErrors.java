package dev.afterglow.http;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives the errors that Helidon finds before a route is reached - unreadable request lines,
 * oversized headers, broken framing - the same form as all others. Its own messages are not told.
 */
final class DirectErrors implements DirectHandler {
  private final ListenerSettings settings;
  private final RouteTable routes;
  private final ErrorMapper errors;
  private final RequestIds ids;

  DirectErrors(ListenerSettings settings, RouteTable routes, Messages messages, RequestIds ids) {
    this.settings = settings;
    this.routes = routes;
    this.errors = new ErrorMapper(messages);
    this.ids = ids;
  }

  /** This handler for every kind of event. */
  DirectHandlers everywhere() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, this);
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType eventType,
      Status defaultStatus,
      ServerResponseHeaders responseHeaders,
      String message) {
    String id = ids.of(request.headers());
    StrictReader reader = TimedConnection.current().dataReader();
    RequestLine line = reader.requestLine();
    Dialect dialect = routes.near(line.path()).flatMap(Route::dialect).orElse(settings.dialect());
    Language language =
        Languages.asked(line.query(), reader.acceptLanguage()).orElse(dialect.defaultLanguage());
    ApiError error = error(defaultStatus.code(), request.headers(), line);
    Answer answer = ResponseWriter.rendered(errors.answer(error, dialect, language, id));
    TimedConnection.current().answeredDirectly(answer.status());
    String method = line.method();
    settings.answers().answered(method, "", Optional.empty(), answer);
    AccessLog.write(method.isEmpty() ? "-" : method, "-", answer.status(), 0, id, Optional.empty());
    return response(answer, id);
  }

  private ApiError error(int status, ServerRequestHeaders headers, RequestLine line) {
    HttpLimits limits = settings.limits();
    if (status == 400 && TimedConnection.current().headTooLarge()) {
      return ApiError.of(
          ErrorKind.HEADERS_TOO_LARGE,
          Text.of("request.headers.limit", limits.headerBytes(), limits.headerFields()));
    }
    return switch (status) {
      case 413 -> tooLarge(line);
      case 414 ->
          ApiError.of(
              ErrorKind.ADDRESS_TOO_LONG, Text.of("request.target.limit", limits.prologueBytes()));
      case 415 ->
          ApiError.of(
                  ErrorKind.UNSUPPORTED_MEDIA,
                  Text.of("request.coding", all(headers, HeaderNames.CONTENT_ENCODING)))
              .with("Accept-Encoding", "identity");
      case 501 ->
          ApiError.of(
              ErrorKind.NOT_IMPLEMENTED,
              Text.of("request.transfer-coding", all(headers, HeaderNames.TRANSFER_ENCODING)));
      case 503 -> ApiError.of(ErrorKind.UNAVAILABLE, Text.of("request.busy")).retryAfter(1);
      case 505 -> ApiError.of(ErrorKind.VERSION_NOT_SUPPORTED, Text.of("request.version"));
      default -> ErrorMapper.ofStatus(status);
    };
  }

  private ApiError tooLarge(RequestLine line) {
    long most = settings.limits().bodyBytes();
    return routes
        .at(line.path())
        .flatMap(match -> match.resource().named(line.method()))
        .filter(route -> route.maxBodyBytes() <= most)
        .map(Route::tooLarge)
        .orElseGet(() -> ApiError.tooLarge(most));
  }

  private static String all(ServerRequestHeaders headers, HeaderName name) {
    return Printable.of(String.join(", ", headers.all(name, List::of)));
  }

  private static TransportResponse response(Answer answer, String id) {
    TransportResponse.Builder response =
        TransportResponse.builder()
            .status(ResponseWriter.status(answer))
            .header(
                HeaderNames.CONTENT_TYPE,
                answer instanceof Answer.Bytes bytes ? bytes.mediaType() : ResponseWriter.JSON)
            .header(HeaderNames.create("X-Request-Id"), id)
            .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
            .header(HeaderNames.CACHE_CONTROL, "no-store")
            .keepAlive(false);
    Stream.concat(answer.fields().stream(), Cors.fields().stream())
        .forEach(field -> response.header(HeaderNames.create(field.name()), field.value()));
    return answer instanceof Answer.Bytes bytes
        ? response.entity(bytes.body()).build()
        : response.build();
  }
}
