package dev.afterglow.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an {@link Authenticator} decides on.
 *
 * @param access what the matched route declares
 * @param authorization the lines of the {@code Authorization} header, untouched
 * @param peer the other end of the connection
 * @param forwardedFor the lines of {@code X-Forwarded-For}, to be believed only from a known proxy
 * @param keyField the header field in which a key may have come instead, such as {@code x-api-key}
 */
public record AccessRequest(
    Access access,
    List<String> authorization,
    InetAddress peer,
    List<String> forwardedFor,
    Optional<String> keyField) {
  /** Where other APIs take a key; looked at to tell their clients how it is sent here. */
  private static final List<HeaderName> OTHER_KEY_FIELDS =
      Stream.of("x-api-key", "api-key", "x-goog-api-key").map(HeaderNames::create).toList();

  public AccessRequest {
    authorization = List.copyOf(authorization);
    forwardedFor = List.copyOf(forwardedFor);
  }

  /**
   * What a request says of who asks.
   *
   * @param access what is asked for
   */
  static AccessRequest of(ServerRequest request, Access access) {
    return new AccessRequest(
        access,
        request.headers().all(HeaderNames.AUTHORIZATION, List::of),
        peer(request),
        request.headers().all(HeaderNames.X_FORWARDED_FOR, List::of),
        keyField(request));
  }

  private static Optional<String> keyField(ServerRequest request) {
    if (request.headers().contains(HeaderNames.AUTHORIZATION)) {
      return Optional.empty();
    }
    return OTHER_KEY_FIELDS.stream()
        .filter(request.headers()::contains)
        .map(HeaderName::lowerCase)
        .findFirst();
  }

  /** The other end of a request's connection. */
  static InetAddress peer(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }
}
