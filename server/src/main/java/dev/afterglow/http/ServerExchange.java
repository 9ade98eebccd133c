package dev.afterglow.http;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** An {@link Exchange} over a request of Helidon's. */
final class ServerExchange implements Exchange, AutoCloseable {
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");

  private final ServerRequest request;
  private final RequestTarget target;
  private final Route route;
  private final Map<String, String> variables;
  private final AccessDecision decision;
  private final Language language;
  private final Messages messages;
  private final Optional<URI> publicUrl;
  private final String requestId;
  private final String client;
  private final BodyMemory memory;
  private long bodyBytes;

  ServerExchange(
      ServerRequest request,
      RequestTarget target,
      Map<String, String> variables,
      Route route,
      AccessDecision decision,
      Language language,
      Messages messages,
      Optional<URI> publicUrl,
      String requestId,
      String client,
      BodyMemory memory) {
    this.request = request;
    this.target = target;
    this.route = route;
    this.variables = variables;
    this.decision = decision;
    this.language = language;
    this.messages = messages;
    this.publicUrl = publicUrl;
    this.requestId = requestId;
    this.client = client;
    this.memory = memory;
  }

  @Override
  public Method method() {
    return route.method();
  }

  @Override
  public boolean head() {
    return request.prologue().method().text().equals("HEAD");
  }

  @Override
  public String path() {
    return target.path();
  }

  @Override
  public String variable(String name) {
    return Optional.ofNullable(variables.get(name))
        .orElseThrow(() -> new IllegalArgumentException(route.path() + " has no " + name));
  }

  @Override
  public Optional<String> query(String name) {
    return queries(name).stream().findFirst();
  }

  @Override
  public List<String> queries(String name) {
    return target.query().getOrDefault(name, List.of());
  }

  @Override
  public Map<String, List<String>> query() {
    return target.query();
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    return request.headers().all(HeaderNames.create(name), List::of);
  }

  @Override
  public byte[] body() {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream stream = incoming()) {
      byte[] whole = memory.read(stream, request.headers().contentLength());
      bodyBytes = whole.length;
      return whole;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long bodyBytes() {
    return bodyBytes;
  }

  /** Gives up the memory that its body took. */
  @Override
  public void close() {
    memory.release();
  }

  @Override
  public InputStream bodyStream() {
    InputStream incoming = incoming();
    memory.takeForStream();
    return incoming;
  }

  private InputStream incoming() {
    if (!request.content().hasEntity()) {
      return InputStream.nullInputStream();
    }
    if (request.headers().contentLength().orElse(0) > route.maxBodyBytes()) {
      throw route.tooLarge();
    }
    TimedConnection.current().allowBody(route.maxBodyBytes());
    return new BodyStream(request.content().inputStream(), route.maxBodyBytes(), route::tooLarge);
  }

  @Override
  public JsonNode json() {
    Optional<String> contentType = header("Content-Type");
    if (!MediaType.maybeJson(contentType)) {
      throw ApiError.of(
          ErrorKind.UNSUPPORTED_MEDIA, Text.of("json.type", Printable.of(contentType.orElse(""))));
    }
    return Json.read(body());
  }

  @Override
  public Caller caller() {
    return decision.caller().orElseThrow(() -> new IllegalStateException(route.path() + ": open"));
  }

  @Override
  public String client() {
    return client;
  }

  @Override
  public boolean mayWait() {
    return !TimedConnection.current().spare();
  }

  @Override
  public Language language() {
    return language;
  }

  @Override
  public String text(Text text) {
    return messages.text(language, text);
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public String baseUrl() {
    return publicUrl
        .map(URI::toString)
        .or(() ->
            header("Host").filter(host -> HOST.matcher(host).matches()).map(h -> "http://" + h))
        .orElseThrow(() -> ApiError.invalid("request.host"));
  }
}
