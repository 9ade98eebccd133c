package dev.afterglow.http;

import java.net.InetAddress;
import java.util.List;

/**
 * What a {@link Gate} decides on.
 *
 * @param access what the matched route declares
 * @param authorization the lines of the {@code Authorization} header, untouched
 * @param peer the other end of the connection
 * @param forwardedFor the lines of {@code X-Forwarded-For}, to be believed only from a known proxy
 */
public record Visitor(
    Access access, List<String> authorization, InetAddress peer, List<String> forwardedFor) {
  public Visitor {
    authorization = List.copyOf(authorization);
    forwardedFor = List.copyOf(forwardedFor);
  }
}
