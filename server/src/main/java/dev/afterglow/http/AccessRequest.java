package dev.afterglow.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

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
  public AccessRequest {
    authorization = List.copyOf(authorization);
    forwardedFor = List.copyOf(forwardedFor);
  }
}
