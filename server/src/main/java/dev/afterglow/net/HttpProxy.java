package dev.afterglow.net;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An HTTP proxy on the way to an engine (RFC 9110, 9.3.6). https goes through {@code CONNECT}, so
 * that the proxy sees no request.
 *
 * @param userAndPassword {@code user:password} for basic authentication, where the proxy asks
 */
public record HttpProxy(String host, int port, Optional<String> userAndPassword) {
  public HttpProxy {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not in 1..65535");
    }
  }

  /**
   * Reads {@code http://proxy.example.com:3128} or {@code http://user:password@proxy:3128}.
   *
   * @throws IllegalArgumentException for anything else; the text of the address is not repeated
   */
  public static HttpProxy parse(String url) {
    try {
      URI uri = new URI(url);
      if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
        throw new IllegalArgumentException("not a proxy's address");
      }
      if (!(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw new IllegalArgumentException("a proxy's address ends with its port");
      }
      return new HttpProxy(
          uri.getHost(),
          uri.getPort(),
          Optional.ofNullable(uri.getRawUserInfo()).map(HttpProxy::decoded));
    } catch (java.net.URISyntaxException _) {
      throw new IllegalArgumentException("not a proxy's address");
    }
  }

  /** The value of {@code Proxy-Authorization}, where the proxy asks. */
  Optional<String> authorization() {
    return userAndPassword.map(text ->
        "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return "http://" + host + ":" + port;
  }

  private static String decoded(String userInfo) {
    return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
