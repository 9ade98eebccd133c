package dev.afterglow.net;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An http or https URL of a grammar so narrow that every parser reads the same host from it.
 *
 * @param host a lower-case DNS name, or the text of {@code address} without brackets
 * @param address given where the URL names an address instead of a host
 * @param resource path and query in ASCII, never empty
 */
record Target(
    boolean secure, String host, Optional<InetAddress> address, int port, String resource) {
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
    return of(uri(url), policy);
  }

  /** The target of a redirect from this one. */
  Target redirected(String location, OutboundPolicy policy) throws Forbidden {
    if (location.length() > LONGEST_URL) {
      throw new Forbidden("the redirect is longer than " + LONGEST_URL + " characters");
    }
    Target next = of(uri(url()).resolve(uri(location)), policy);
    if (secure && !next.secure) {
      throw new Forbidden("a redirect from https to http");
    }
    return next;
  }

  /** The value of the {@code Host} header. */
  String authority() {
    return port == (secure ? 443 : 80) ? bracketed() : bracketed() + ":" + port;
  }

  private String url() {
    return (secure ? "https://" : "http://") + authority() + resource;
  }

  private String bracketed() {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static URI uri(String text) throws Forbidden {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw new Forbidden("not a URL");
    }
  }

  private static Target of(URI uri, OutboundPolicy policy) throws Forbidden {
    boolean secure = secure(uri);
    if (uri.getRawAuthority() == null || uri.getHost() == null) {
      throw new Forbidden("the host is not a plain name or address");
    }
    if (uri.getRawUserInfo() != null) {
      throw new Forbidden("the URL holds a user name");
    }
    int port = uri.getPort() == -1 ? (secure ? 443 : 80) : uri.getPort();
    if (!policy.allowsPort(port) || uri.getRawAuthority().endsWith(":")) {
      throw new Forbidden("port " + port + " is not allowed");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    Optional<InetAddress> address = address(host);
    if (address.isEmpty()) {
      requireName(host, policy);
    }
    return new Target(secure, unbracketed(host), address, port, resource(uri));
  }

  private static boolean secure(URI uri) throws Forbidden {
    if (uri.getScheme() == null) {
      throw new Forbidden("the URL has no scheme");
    }
    return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
      case "http" -> false;
      case "https" -> true;
      default -> throw new Forbidden("the scheme is neither http nor https");
    };
  }

  private static Optional<InetAddress> address(String host) throws Forbidden {
    Optional<InetAddress> address = Cidr.address(unbracketed(host));
    if (host.startsWith("[") && address.isEmpty()) {
      throw new Forbidden("the address in brackets is unreadable or has a zone");
    }
    return address;
  }

  private static void requireName(String host, OutboundPolicy policy) throws Forbidden {
    if (host.length() > LONGEST_NAME || !NAME.matcher(host).matches()) {
      throw new Forbidden("the host is neither a DNS name nor a dotted quad");
    }
    if (INSIDE.matcher(host).matches() && !policy.allowsInsideNames()) {
      throw new Forbidden("the host is a name of the inside");
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String resource(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }
}
