package dev.afterglow.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Takes a request from its line to its answer: target, route, gate, handler, sending. */
final class Front {
  private final RouteTable routes;
  private final ListenerSettings settings;
  private final Gate gate;
  private final Messages messages;
  private final Faults faults;
  private final RequestIds ids;
  private final Requests requests;
  private final LongSupplier nanoTime;
  private final LargeBodies largeBodies;

  Front(
      RouteTable routes,
      ListenerSettings settings,
      Gate gate,
      Messages messages,
      RequestIds ids,
      Requests requests,
      LongSupplier nanoTime) {
    this.routes = routes;
    this.settings = settings;
    this.gate = gate;
    this.messages = messages;
    this.faults = new Faults(messages);
    this.ids = ids;
    this.requests = requests;
    this.nanoTime = nanoTime;
    this.largeBodies = new LargeBodies(settings.limits().largeBodies());
  }

  /** What is known of a request while it is at work; filled in as it becomes known. */
  private final class Case {
    private final ServerRequest request;
    private final String id;
    private final long began = nanoTime.getAsLong();
    private Optional<Language> asked = Optional.empty();
    private Optional<Route> route = Optional.empty();
    private Optional<Passage> passage = Optional.empty();
    private boolean shared;
    private boolean broken;

    Case(ServerRequest request) {
      this.request = request;
      this.id = ids.of(request.headers());
    }

    Dialect dialect() {
      return route.flatMap(Route::dialect).orElse(settings.dialect());
    }

    Language language() {
      return asked
          .or(() -> passage.flatMap(Passage::caller).flatMap(Caller::language))
          .orElseGet(dialect()::defaultLanguage);
    }

    Language language(Throwable thrown) {
      Optional<Language> reader =
          thrown instanceof ApiError error ? error.reader() : Optional.empty();
      return asked.or(() -> reader).orElseGet(this::language);
    }

    Optional<String> keyId() {
      return passage.flatMap(Passage::caller).map(Caller::keyId);
    }
  }

  /** Serves one request. Throws only to have the connection closed. */
  void serve(ServerRequest request, ServerResponse response) {
    Line line = Line.current();
    line.headEnded();
    try {
      // Its place is free again before the client is heard out: thousands that are refused and go
      // on sending must not keep others from being served, nor a stop waiting.
      if (!answered(request, response).settle()) {
        throw new CloseConnectionException("that was the last request of this connection");
      }
    } finally {
      line.requestEnded();
    }
  }

  /** Answers one request, in a place among those at work if one is free. */
  private Sending answered(ServerRequest request, ServerResponse response) {
    Case current = new Case(request);
    boolean admitted = requests.enter();
    try {
      Answer answer = admitted ? answer(current) : refused(current);
      Sending sending = new Sending(request, response, current.id);
      sending.fields(current.passage.map(Passage::fields).orElse(List.of()));
      if (current.shared) {
        sending.fields(Sharing.fields());
      }
      if (current.broken || requests.closed()) {
        sending.lastOne();
      }
      send(sending, current, answer);
      return sending;
    } finally {
      if (admitted) {
        requests.leave();
      }
    }
  }

  private void send(Sending sending, Case current, Answer answer) {
    try {
      sending.send(answer);
    } finally {
      log(current, answer);
    }
  }

  private Answer refused(Case current) {
    ApiError error =
        requests.closed()
            ? ApiError.unavailable(1)
            : ApiError.of(Kind.UNAVAILABLE, Text.of("request.busy")).retryAfter(1);
    return Sending.rendered(
        faults.answer(error, current.dialect(), current.language(), current.id));
  }

  private Answer answer(Case current) {
    try {
      return handle(current);
    } catch (CloseConnectionException e) {
      throw e; // nobody is there to be answered
    } catch (Throwable thrown) {
      current.broken = thrown instanceof RequestException;
      return Sending.rendered(
          faults.answer(thrown, current.dialect(), current.language(thrown), current.id));
    }
  }

  private Answer handle(Case current) throws Exception {
    ServerRequest request = current.request;
    current.asked =
        request.headers().first(HeaderNames.ACCEPT_LANGUAGE).flatMap(Languages::accepted);
    requireNames(request);
    Target target = target(request.prologue());
    current.asked =
        target.query().getOrDefault("language", List.of()).stream()
            .flatMap(value -> Languages.named(value).stream())
            .findFirst()
            .or(() -> current.asked);
    if (request.headers().size() > settings.limits().headerFields()) {
      throw tooManyHeaders();
    }
    RouteTable.Place place = routes.at(target.path()).orElseThrow(ApiError::notFound);
    current.shared = place.sharedAcrossOrigins();
    String method = request.prologue().method().text();
    if (method.equals("OPTIONS")) {
      return Sharing.preflight(place);
    }
    Route route = choose(place, method);
    current.route = Optional.of(route);
    Passage passage = gate.admit(visitor(request, route));
    current.passage = Optional.of(passage);
    try (ServerExchange exchange = exchange(current, target, route, passage)) {
      return Sending.rendered(route.handler().handle(exchange));
    }
  }

  private ServerExchange exchange(Case current, Target target, Route route, Passage passage) {
    return new ServerExchange(
        current.request,
        target,
        route,
        passage,
        current.language(),
        messages,
        settings.publicUrl(),
        current.id,
        largeBodies);
  }

  private static Target target(HttpPrologue prologue) {
    if (prologue.fragment().hasValue()) {
      throw ApiError.invalid("request.path");
    }
    return Target.of(prologue.uriPath().rawPath(), prologue.query().rawValue());
  }

  /** Helidon lets a line pass that starts with a colon. */
  private static void requireNames(ServerRequest request) {
    for (Header header : request.headers()) {
      if (header.name().isEmpty()) {
        throw RequestException.builder()
            .type(EventType.BAD_REQUEST)
            .message("a header without a name")
            .build();
      }
    }
  }

  private ApiError tooManyHeaders() {
    HttpLimits limits = settings.limits();
    return ApiError.of(
        Kind.HEADERS_TOO_LARGE,
        Text.of("request.headers.limit", limits.headerBytes(), limits.headerFields()));
  }

  private static Route choose(RouteTable.Place place, String name) {
    for (Method method : Method.values()) {
      boolean same = method.name().equals(name) || (method == Method.GET && name.equals("HEAD"));
      Optional<Route> route = same ? place.route(method) : Optional.empty();
      if (route.isPresent()) {
        return route.get();
      }
    }
    throw ApiError.of(
            Kind.METHOD_NOT_ALLOWED, Text.of("request.method", Shown.of(name), place.allowed()))
        .with("Allow", place.allowed());
  }

  private static Visitor visitor(ServerRequest request, Route route) {
    return new Visitor(
        route.access(),
        request.headers().all(HeaderNames.AUTHORIZATION, List::of),
        peer(request),
        request.headers().all(HeaderNames.X_FORWARDED_FOR, List::of));
  }

  private static InetAddress peer(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  private void log(Case current, Answer answer) {
    AccessLog.write(
        current.request.prologue().method().text(),
        current.route.map(route -> route.path().toString()).orElse("-"),
        answer.status(),
        nanoTime.getAsLong() - current.began,
        current.id,
        current.keyId());
  }
}
