package dev.afterglow.http;

import java.net.URI;
import java.util.Optional;

/**
 * Where and how to listen.
 *
 * @param host a name or address of this machine
 * @param port 0 to 65535; 0 takes a free one
 * @param publicUrl how clients reach this server, such as {@code https://films.example.org}; if
 *     empty, links are made from a request's {@code Host}
 * @param dialect how errors are written where no route has been found yet
 */
public record ListenerSettings(
    String host, int port, Optional<URI> publicUrl, Dialect dialect, HttpLimits limits) {
  public ListenerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    publicUrl.ifPresent(ListenerSettings::requireOrigin);
  }

  /** A listener that speaks the contract, in Chinese by default, within the usual limits. */
  public static ListenerSettings of(String host, int port) {
    return new ListenerSettings(
        host, port, Optional.empty(), new ContractDialect(Language.ZH), HttpLimits.DEFAULT);
  }

  /** The same listener reached by clients under this address. */
  public ListenerSettings withPublicUrl(URI url) {
    return new ListenerSettings(host, port, Optional.of(url), dialect, limits);
  }

  /** The same listener within other limits. */
  public ListenerSettings within(HttpLimits other) {
    return new ListenerSettings(host, port, publicUrl, dialect, other);
  }

  private static void requireOrigin(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean bare =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    if (!web || !bare || url.getHost() == null || url.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "publicUrl: " + url + " (expected: http(s)://host[:port][/path], no slash at the end)");
    }
  }
}
