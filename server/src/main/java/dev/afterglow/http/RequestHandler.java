package dev.afterglow.http;

import dev.afterglow.http.Capacity.Permit;
import dev.afterglow.http.connection.ClientNetwork;
import dev.afterglow.quota.FairSemaphore;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Takes a request from its line to its answer: target, route, authenticator, handler, sending. */
final class RequestHandler {
  private final RouteTable routes;
  private final ListenerSettings settings;
  private final Authenticator authenticator;
  private final Messages messages;
  private final ErrorMapper errors;
  private final RequestIds ids;
  private final Requests requests;
  private final LongSupplier nanoTime;
  private final Capacity capacity;
  private final FairSemaphore bodyMemory;

  RequestHandler(
      RouteTable routes,
      ListenerSettings settings,
      Authenticator authenticator,
      Messages messages,
      RequestIds ids,
      Requests requests,
      LongSupplier nanoTime) {
    this.routes = routes;
    this.settings = settings;
    this.authenticator = authenticator;
    this.messages = messages;
    this.errors = new ErrorMapper(messages);
    this.ids = ids;
    this.requests = requests;
    this.nanoTime = nanoTime;
    this.capacity = new Capacity(settings.limits());
    this.bodyMemory = new FairSemaphore(settings.limits().bodyMemoryBytes());
  }

  /** What is known of a request while it is at work; filled in as it becomes known. */
  private final class RequestContext {
    private final ServerRequest request;
    private final String id;
    private final long began = nanoTime.getAsLong();
    private final RequestLine line = TimedConnection.current().dataReader().requestLine();
    private final Optional<Language> asked;
    private Optional<Route> route = Optional.empty();

    /** The route of a near path or another method, where there is none: its dialect is spoken. */
    private Optional<Route> near = Optional.empty();

    private Optional<AccessDecision> decision = Optional.empty();
    private Permit atWork = Permit.NONE;
    private Permit streaming = Permit.NONE;
    private boolean shared = true;
    private boolean broken;

    RequestContext(ServerRequest request) {
      this.request = request;
      this.id = ids.of(request.headers());
      this.asked =
          Languages.asked(line.query(), request.headers().first(HeaderNames.ACCEPT_LANGUAGE));
    }

    Dialect dialect() {
      return route.or(() -> near).flatMap(Route::dialect).orElse(settings.dialect());
    }

    Language language() {
      return asked
          .or(() -> decision.flatMap(AccessDecision::caller).flatMap(Caller::language))
          .orElseGet(dialect()::defaultLanguage);
    }

    Language language(Throwable thrown) {
      Optional<Language> reader =
          thrown instanceof ApiError error ? error.reader() : Optional.empty();
      return asked.or(() -> reader).orElseGet(this::language);
    }

    Optional<String> keyId() {
      return decision.flatMap(AccessDecision::caller).map(Caller::keyId);
    }

    /** The client behind all proxies. */
    String client() {
      return decision
          .map(AccessDecision::client)
          .filter(client -> !client.isEmpty())
          .orElseGet(() -> ClientNetwork.of(AccessRequest.peer(request)));
    }

    /** Whose share of the capacity is taken. */
    String holder() {
      return decision.flatMap(AccessDecision::caller).map(Caller::ownerId).orElseGet(this::client);
    }

    void workEnded() {
      atWork.release();
      atWork = Permit.NONE;
    }
  }

  /** Serves one request. Throws only to have the connection closed. */
  void serve(ServerRequest request, ServerResponse response) {
    TimedConnection connection = TimedConnection.current();
    connection.headEnded();
    try {
      // Its place is free again before a lingering close: thousands that are refused and go
      // on sending must not keep others from being served, nor a stop waiting.
      if (!answered(request, response).settle()) {
        throw new CloseConnectionException("that was the last request of this connection");
      }
    } finally {
      connection.requestEnded();
    }
  }

  /**
   * Answers one request. What it takes of the capacity is free again when the answer is sent; where
   * the answer is a stream, it is exchanged for a part of the capacity for streams before that.
   */
  private ResponseWriter answered(ServerRequest request, ServerResponse response) {
    RequestContext current = new RequestContext(request);
    boolean admitted = requests.enter();
    try {
      Answer answer = admitted ? answer(current) : refused(current);
      ResponseWriter sending = new ResponseWriter(request, response, current.id);
      sending.fields(current.decision.map(AccessDecision::fields).orElse(List.of()));
      if (current.shared) {
        sending.fields(Cors.fields());
      }
      if (current.broken || requests.closed() || TimedConnection.current().spare()) {
        sending.lastOne();
      }
      settings.answers().answered(current.line.method(), path(current), current.route, answer);
      if (answer instanceof Answer.Streamed || answer instanceof Answer.Live) {
        current.workEnded();
      }
      send(sending, current, answer);
      return sending;
    } finally {
      current.workEnded();
      current.streaming.release();
      if (admitted) {
        requests.leave();
      }
    }
  }

  private static String path(RequestContext current) {
    return current.line.path();
  }

  private void send(ResponseWriter sending, RequestContext current, Answer answer) {
    TimedConnection.current().turn().settle();
    try {
      sending.send(answer);
    } finally {
      log(current, answer);
    }
  }

  private Answer refused(RequestContext current) {
    if (Cors.isPreflight(current.line.method(), current.request.headers())) {
      return Cors.preflight(current.request.headers(), ""); // what it asks for is refused, legibly
    }
    return ResponseWriter.rendered(
        errors.answer(ApiError.unavailable(1), current.dialect(), current.language(), current.id));
  }

  private Answer answer(RequestContext current) {
    try {
      return handle(current);
    } catch (CloseConnectionException e) {
      throw e; // nobody is there to be answered
    } catch (Throwable thrown) {
      current.broken = thrown instanceof RequestException;
      return ResponseWriter.rendered(
          errors.answer(thrown, current.dialect(), current.language(thrown), current.id));
    }
  }

  private Answer handle(RequestContext current) throws Exception {
    ServerRequest request = current.request;
    requireNames(request);
    if (request.headers().size() > settings.limits().headerFields()) {
      throw tooManyHeaders();
    }
    String method = current.line.method();
    if (method.equals("OPTIONS") && current.line.target().equals("*")) {
      return options(current, routes.allowed());
    }
    RequestTarget target = target(request.prologue());
    Optional<RouteTable.Match> found = routes.at(target.path());
    if (found.isEmpty()) {
      return nothing(current, target.path());
    }
    RouteTable.Match match = found.orElseThrow();
    RouteTable.Resource resource = match.resource();
    current.shared = resource.sharedAcrossOrigins();
    if (method.equals("OPTIONS")) {
      return options(current, resource.allowed());
    }
    current.near = resource.any();
    Route route = choose(current, resource, method);
    current.route = Optional.of(route);
    TimedConnection.current().turn().settle(); // what follows may wait for the database
    AccessDecision decision = authenticator.admit(AccessRequest.of(request, route.access()));
    current.decision = Optional.of(decision);
    current.atWork = capacity.request(route.access(), current.holder());
    try (ServerExchange exchange = exchange(current, target, match.variables(), route, decision)) {
      Answer answer = ResponseWriter.rendered(settled(current, route.handler().handle(exchange)));
      if (answer instanceof Answer.Streamed streamed && streamed.length() > 0 && !exchange.head()) {
        stream(current, target, streamed);
      }
      return answer;
    } catch (ApiError refusal) {
      if (route.access() == Access.LINK && refusal.kind() == ErrorKind.NOT_FOUND) {
        countStranger(current); // a link that nobody was given
      }
      throw refusal;
    }
  }

  /**
   * Counts a request that opens nothing among those without a key.
   *
   * @throws ApiError 429 if its client sends too many of them
   */
  private void countStranger(RequestContext current) {
    current.decision =
        Optional.of(authenticator.admit(AccessRequest.of(current.request, Access.OPEN)));
  }

  /** The answer itself, waited for without a place among the requests at work. */
  private static Answer settled(RequestContext current, Answer answer) throws Exception {
    if (!(answer instanceof Answer.Deferred deferred)) {
      return answer;
    }
    current.workEnded();
    try (Answer.Awaited later = deferred.later()) {
      TimedConnection.current().onHangUp(later::hurry);
      Answer come = later.await();
      for (Field field : deferred.fields()) {
        come = come.with(field);
      }
      return come;
    }
  }

  private void stream(RequestContext current, RequestTarget target, Answer.Streamed answer)
      throws IOException {
    try {
      current.streaming = capacity.stream(current.client(), target.path());
    } catch (ApiError busy) {
      answer.body().close();
      throw busy;
    }
  }

  private Answer options(RequestContext current, String allowed) {
    if (!Cors.isPreflight(current.line.method(), current.request.headers())) {
      countStranger(current);
    }
    Answer answer =
        current.shared ? Cors.preflight(current.request.headers(), allowed) : Answer.empty(200);
    return answer.with("Allow", allowed);
  }

  /**
   * The answer where no route is. A preflight passes, so that the request itself comes and learns
   * what is wrong; and {@code OPTIONS /}, which load balancers send for a sign of life, is answered
   * for the server as a whole.
   */
  private Answer nothing(RequestContext current, String path) {
    String method = current.line.method();
    if (Cors.isPreflight(method, current.request.headers())) {
      return Cors.preflight(current.request.headers(), "");
    }
    if (method.equals("OPTIONS") && path.equals("/")) {
      return options(current, routes.allowed());
    }
    countStranger(current);
    current.near = routes.near(path);
    throw routes.unknown(path);
  }

  private ServerExchange exchange(
      RequestContext current,
      RequestTarget target,
      Map<String, String> variables,
      Route route,
      AccessDecision decision) {
    return new ServerExchange(
        current.request,
        target,
        variables,
        route,
        decision,
        current.language(),
        messages,
        settings.publicUrl(),
        current.id,
        current.client(),
        new BodyMemory(bodyMemory, current.holder()));
  }

  private static RequestTarget target(HttpPrologue prologue) {
    if (prologue.fragment().hasValue()) {
      throw ApiError.invalid("request.path");
    }
    return RequestTarget.of(prologue.uriPath().rawPath(), prologue.query().rawValue());
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
        ErrorKind.HEADERS_TOO_LARGE,
        Text.of("request.headers.limit", limits.headerBytes(), limits.headerFields()));
  }

  private Route choose(RequestContext current, RouteTable.Resource resource, String name) {
    for (Method method : Method.values()) {
      boolean same = method.name().equals(name) || (method == Method.GET && name.equals("HEAD"));
      Optional<Route> route = same ? resource.route(method) : Optional.empty();
      if (route.isPresent()) {
        return route.get();
      }
    }
    countStranger(current);
    throw ApiError.of(
            ErrorKind.METHOD_NOT_ALLOWED,
            Text.of("request.method", Printable.of(name), Argument.Choice.of(resource.methods())))
        .with("Allow", resource.allowed());
  }

  private void log(RequestContext current, Answer answer) {
    AccessLog.write(
        current.line.method(),
        current.route.map(route -> route.path().toString()).orElse("-"),
        answer.status(),
        nanoTime.getAsLong() - current.began,
        current.id,
        current.keyId());
  }
}
