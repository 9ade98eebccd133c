package dev.afterglow.sql;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final int LAST_PORT = 65_535;

  /**
   * As libpq reads it, which is more than an URI: a host may have underscores, as services in a
   * compose file do, and a password whatever does not end it.
   */
  private static final Pattern FORM =
      Pattern.compile(
          "postgres(?:ql)?://(?<user>[^/@:\\s]+)(?::(?<password>[^/@\\s]*))?@"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_][A-Za-z0-9_.-]*)(?::(?<port>[1-9]\\d{0,4}))?"
              + "/(?<name>[^/?#\\s]+)(?:\\?(?<options>[^#\\s]*))?");

  /** What stands for one character. */
  private static final Pattern ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** What an operator may say besides; everything else is ours. */
  private static final Set<String> ALLOWED = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");

  private static final Set<String> MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

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
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || ESCAPE.matcher(text).find()) {
      throw refused();
    }
    int port = Optional.ofNullable(parts.group("port")).map(Integer::parseInt).orElse(USUAL_PORT);
    if (port > LAST_PORT) {
      throw refused();
    }
    return new PostgresAddress(
        parts.group("host"),
        port,
        decoded(parts.group("name")),
        decoded(parts.group("user")),
        Optional.ofNullable(parts.group("password"))
            .filter(password -> !password.isEmpty())
            .map(PostgresAddress::decoded),
        options(Optional.ofNullable(parts.group("options")).orElse("")));
  }

  /** The same with a password from elsewhere, unless it has one of its own. */
  public PostgresAddress withPassword(String other) {
    return password.isPresent()
        ? this
        : new PostgresAddress(host, port, name, user, Optional.of(other), options);
  }

  String jdbcUrl() {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "jdbc:postgresql://" + host + ":" + port + "/" + encoded;
  }

  /** Without the password, which must not get into a log. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + name;
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
    if (option[0].equals("sslmode") && !MODES.contains(option[1])) {
      throw refused();
    }
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
