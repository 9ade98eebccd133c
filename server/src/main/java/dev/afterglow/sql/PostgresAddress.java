package dev.afterglow.sql;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a PostgreSQL database is, and as whom it is entered: {@code
 * postgresql://user:password@host:5432/name}, as libpq writes it.
 *
 * @param options of the connection, of those that are allowed
 */
public record PostgresAddress(
    String host,
    int port,
    String name,
    String user,
    Optional<String> password,
    Map<String, String> options) {
  private static final int USUAL_PORT = 5432;

  /** What an operator may say besides; everything else is ours. */
  private static final Set<String> ALLOWED = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");

  public PostgresAddress {
    options = Map.copyOf(options);
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none; its message does not hold the text, which may
   *     have a password in it
   */
  public static PostgresAddress parse(String text) {
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme());
    String path = String.valueOf(uri.getPath());
    boolean whole =
        (scheme.equals("postgresql") || scheme.equals("postgres"))
            && uri.getHost() != null
            && path.length() > 1
            && path.indexOf('/', 1) < 0
            && uri.getRawFragment() == null;
    if (!whole) {
      throw refused();
    }
    String[] login = String.valueOf(uri.getRawUserInfo()).split(":", 2);
    if (uri.getRawUserInfo() == null || login[0].isEmpty()) {
      throw refused();
    }
    return new PostgresAddress(
        uri.getHost(),
        uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
        path.substring(1),
        decoded(login[0]),
        login.length == 2 ? Optional.of(decoded(login[1])) : Optional.empty(),
        options(uri.getRawQuery() == null ? "" : uri.getRawQuery()));
  }

  /** The same with a password from elsewhere, unless it has one of its own. */
  public PostgresAddress withPassword(String other) {
    return password.isPresent()
        ? this
        : new PostgresAddress(host, port, name, user, Optional.of(other), options);
  }

  String jdbcUrl() {
    String encoded = java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "jdbc:postgresql://" + host + ":" + port + "/" + encoded;
  }

  /** Without the password, which must not get into a log. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + name;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw refused();
    }
  }

  private static Map<String, String> options(String query) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(PostgresAddress::option)
        .collect(
            Collectors.toMap(
                option -> option[0], option -> option[1], (_, last) -> last, LinkedHashMap::new));
  }

  private static String[] option(String pair) {
    String[] option = pair.split("=", 2);
    if (option.length != 2 || !ALLOWED.contains(option[0])) {
      throw refused();
    }
    option[1] = decoded(option[1]);
    return option;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "database: not an address (expected: postgresql://user@host:5432/name)");
  }
}
