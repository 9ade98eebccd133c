package dev.afterglow.net;

import dev.afterglow.ip.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An http or https URL whose host is of a grammar so narrow that every parser reads the same from
 * it.
 *
 * @param host a lower-case DNS name, or the text of {@code address} without brackets
 * @param address given where the URL names an address instead of a host
 */
record Target(WebUrl url, String host, Optional<InetAddress> address, int port) {
  private static final int LONGEST_URL = 4096;
  private static final int LONGEST_NAME = 253;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  /** The last label begins with a letter, so that no resolver reads the name as a number. */
  private static final Pattern NAME =
      Pattern.compile("(?:" + LABEL + "\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private static final Pattern INSIDE =
      Pattern.compile(
          "[^.]+|(?:.*\\.)?(?:localhost|localdomain|local|internal|intranet|lan|home|corp|home\\.arpa"
              + "|onion|test|invalid|example)|metadata\\..*");

  static Target parse(String url, OutboundPolicy policy) throws Forbidden {
    if (url.length() > LONGEST_URL) {
      throw new Forbidden("the URL is longer than " + LONGEST_URL + " characters");
    }
    return of(WebUrl.parse(url)).permitted(policy);
  }

  /** The target of a URL that nobody has permitted yet: only its grammar is checked. */
  static Target read(String url) throws Forbidden {
    if (url.length() > LONGEST_URL) {
      throw new Forbidden("the URL is longer than " + LONGEST_URL + " characters");
    }
    return of(WebUrl.parse(url));
  }

  /** This target, if the policy allows its port and name. */
  Target permitted(OutboundPolicy policy) throws Forbidden {
    if (!policy.allowsPort(port)) {
      throw new Forbidden("port " + port + " is not allowed");
    }
    if (address.isEmpty() && INSIDE.matcher(host).matches() && !policy.allowsInsideNames()) {
      throw new Forbidden("the host is a name of the inside");
    }
    return this;
  }

  /** The target of a redirect from this one. */
  Target redirected(String location, OutboundPolicy policy) throws Forbidden {
    return redirected(location).permitted(policy);
  }

  /** The target of a redirect from this one, which nobody has permitted yet. */
  Target redirected(String location) throws Forbidden {
    if (location.length() > LONGEST_URL) {
      throw new Forbidden("the redirect is longer than " + LONGEST_URL + " characters");
    }
    Target next = of(url.resolve(location));
    if (secure() && !next.secure()) {
      throw new Forbidden("a redirect from https to http");
    }
    return next;
  }

  boolean secure() {
    return url.secure();
  }

  /** Whether two targets have one origin (RFC 6454): scheme, host and port. */
  boolean sharesOrigin(Target other) {
    return secure() == other.secure() && host.equals(other.host) && port == other.port;
  }

  /** Host and port, as {@code CONNECT} names them. */
  String hostAndPort() {
    return bracketed() + ":" + port;
  }

  /** Path and query in ASCII, never empty. */
  String resource() {
    return url.resource();
  }

  /** The value of the {@code Host} header. */
  String authority() {
    return port == usualPort(url) ? bracketed() : bracketed() + ":" + port;
  }

  private String bracketed() {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static int usualPort(WebUrl url) {
    return url.secure() ? 443 : 80;
  }

  private static Target of(WebUrl url) throws Forbidden {
    URI uri = authority(url);
    if (uri.getRawAuthority() == null || uri.getHost() == null) {
      throw new Forbidden("the host is not a plain name or address");
    }
    if (uri.getRawUserInfo() != null) {
      throw new Forbidden("the URL holds a user name");
    }
    int port = uri.getPort() == -1 ? usualPort(url) : uri.getPort();
    if (port < 1 || port > 65_535 || uri.getRawAuthority().endsWith(":")) {
      throw new Forbidden("port " + port + " is not allowed");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    Optional<InetAddress> address = address(host);
    if (address.isEmpty()) {
      requireName(host);
    }
    return new Target(url, unbracketed(host), address, port);
  }

  private static URI authority(WebUrl url) throws Forbidden {
    try {
      return new URI("http://" + url.authority() + "/");
    } catch (URISyntaxException _) {
      throw new Forbidden("not a URL");
    }
  }

  private static Optional<InetAddress> address(String host) throws Forbidden {
    Optional<InetAddress> address = Cidr.address(unbracketed(host));
    if (host.startsWith("[") && address.isEmpty()) {
      throw new Forbidden("the address in brackets is unreadable or has a zone");
    }
    return address;
  }

  private static void requireName(String host) throws Forbidden {
    if (host.length() > LONGEST_NAME || !NAME.matcher(host).matches()) {
      throw new Forbidden("the host is neither a DNS name nor a dotted quad");
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
