package dev.afterglow.http;

import dev.afterglow.lifecycle.FatalErrors;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where and how to listen.
 *
 * @param host a name or address of this machine
 * @param port 0 to 65535; 0 takes a free one
 * @param publicUrl how clients reach this server, such as {@code https://films.example.org}; if
 *     empty, links are made from a request's {@code Host}
 * @param dialect how errors are written where no route has been found yet
 * @param proxies addresses that connect for many clients, so that no share bounds them
 * @param answers told of every answer
 * @param fatal told what the watch over connections did not expect
 */
public record ListenerSettings(
    String host,
    int port,
    Optional<URI> publicUrl,
    Dialect dialect,
    HttpLimits limits,
    Predicate<InetAddress> proxies,
    AnswerListener answers,
    FatalErrors fatal) {
  public ListenerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    publicUrl.ifPresent(ListenerSettings::requireOrigin);
  }

  /** A listener within the usual limits. */
  public static ListenerSettings of(String host, int port, Dialect dialect) {
    return new ListenerSettings(
        host,
        port,
        Optional.empty(),
        dialect,
        HttpLimits.DEFAULT,
        _ -> false,
        AnswerListener.NONE,
        FatalErrors.logged());
  }

  /** The same listener reached by clients under this address. */
  public ListenerSettings withPublicUrl(URI url) {
    return new ListenerSettings(
        host, port, Optional.of(url), dialect, limits, proxies, answers, fatal);
  }

  /** The same listener within other limits. */
  public ListenerSettings within(HttpLimits other) {
    return new ListenerSettings(host, port, publicUrl, dialect, other, proxies, answers, fatal);
  }

  /** The same listener behind these proxies. */
  public ListenerSettings behind(Predicate<InetAddress> others) {
    return new ListenerSettings(host, port, publicUrl, dialect, limits, others, answers, fatal);
  }

  /** The same listener, with its answers told. */
  public ListenerSettings telling(AnswerListener told) {
    return new ListenerSettings(host, port, publicUrl, dialect, limits, proxies, told, fatal);
  }

  /** The same listener, with what its watch did not expect reported. */
  public ListenerSettings reporting(FatalErrors errors) {
    return new ListenerSettings(host, port, publicUrl, dialect, limits, proxies, answers, errors);
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
