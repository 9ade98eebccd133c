package dev.afterglow.net;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One request to an engine.
 *
 * @param headers besides those of the body, of the connection and of the credentials
 * @param deadline from the first look-up to the last byte of the answer
 * @param mostBytes the longest body of an answer
 */
public record EngineRequest(
    Method method,
    UpstreamAddress address,
    Map<String, String> headers,
    RequestBody body,
    Duration deadline,
    int mostBytes) {
  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(60);
  private static final int USUAL_BYTES = 4 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]{0,8000}");
  private static final Set<String> NOT_FOR_CALLERS = notForCallers();

  /** What a request does. Only {@code GET} may go out twice, and over a connection used before. */
  public enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }

  public EngineRequest {
    headers = Map.copyOf(headers);
    headers.forEach((name, value) -> {
      if (!isHeader(name, value) || NOT_FOR_CALLERS.contains(name)) {
        throw new IllegalArgumentException("not a header for callers to set: " + name);
      }
    });
    if (!deadline.isPositive() || mostBytes < 1) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }

  /** Reads something. */
  public static EngineRequest get(UpstreamAddress address) {
    return of(Method.GET, address, RequestBody.none());
  }

  /** Asks for something that may cost money. */
  public static EngineRequest post(UpstreamAddress address, RequestBody body) {
    return of(Method.POST, address, body);
  }

  /** Puts something. */
  public static EngineRequest put(UpstreamAddress address, RequestBody body) {
    return of(Method.PUT, address, body);
  }

  /** Deletes something. */
  public static EngineRequest delete(UpstreamAddress address) {
    return of(Method.DELETE, address, RequestBody.none());
  }

  /** The same with a header more. */
  public EngineRequest header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new EngineRequest(method, address, more, body, deadline, mostBytes);
  }

  /** The same with another deadline; a held answer may take many minutes. */
  public EngineRequest within(Duration time) {
    return new EngineRequest(method, address, headers, body, time, mostBytes);
  }

  /** The same with another bound for the body of the answer. */
  public EngineRequest reading(int bytes) {
    return new EngineRequest(method, address, headers, body, deadline, bytes);
  }

  /** Whether both may stand in a request as they are. */
  static boolean isHeader(String name, String value) {
    return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
  }

  private static EngineRequest of(Method method, UpstreamAddress address, RequestBody body) {
    return new EngineRequest(method, address, Map.of(), body, USUAL_DEADLINE, USUAL_BYTES);
  }

  private static Set<String> notForCallers() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(
        Set.of(
            "Host",
            "Connection",
            "Content-Length",
            "Transfer-Encoding",
            "Content-Type",
            "Expect",
            "User-Agent",
            "Accept-Encoding",
            "Proxy-Authorization"));
    return names;
  }
}
