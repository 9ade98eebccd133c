package dev.afterglow.config;

import dev.afterglow.ip.Cidr;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that settings have. */
final class Kinds {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(|K|M|G|T)iB|0");
  private static final Pattern USD = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
  private static final Pattern FACTOR = Pattern.compile("\\d(\\.\\d{1,2})?");
  private static final String DOMAIN =
      "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{1,62}";
  private static final int MICROS_DIGITS = 6;

  /** 1 EiB: what is added to a size must not overflow. */
  private static final long MOST_BYTES = 1L << 60;

  private Kinds() {}

  static Kind<Integer> wholeNumber(int least, int most) {
    return Kind.of("number", text -> (int) within(least, most, Long.parseLong(text)), least, most);
  }

  static Kind<Duration> duration(Duration least, Duration most) {
    return Kind.of(
        "duration",
        text -> Duration.ofMillis(within(least.toMillis(), most.toMillis(), millis(text))),
        words(least),
        words(most));
  }

  /** A duration, or zero for {@code off}. */
  static Kind<Duration> interval(Duration least, Duration most) {
    Function<String, Duration> reader = duration(least, most).reader();
    return Kind.of(
        "interval",
        text -> text.equals("off") ? Duration.ZERO : reader.apply(text),
        words(least),
        words(most));
  }

  /** A size in bytes, in the binary units of IEC 80000-13. */
  static Kind<Long> bytes() {
    return Kind.of("bytes", Kinds::bytes);
  }

  /** A size in bytes of at least so much. */
  static Kind<Long> memory(String least) {
    return Kind.of("memory", text -> within(bytes(least), Long.MAX_VALUE, bytes(text)), least);
  }

  /** A factor with at most two decimals. */
  static Kind<Double> factor(int least, int most) {
    return Kind.of(
        "factor",
        text -> {
          require(FACTOR.matcher(text).matches());
          double factor = Double.parseDouble(text);
          require(factor >= least && factor <= most);
          return factor;
        },
        least,
        most);
  }

  /** A part of the whole with at most two decimals. */
  static Kind<Double> share() {
    return Kind.of("share", factor(0, 1).reader());
  }

  /** An amount in US dollars, as micro-dollars. */
  static Kind<Long> usd() {
    return Kind.of(
        "usd",
        text -> {
          require(USD.matcher(text).matches());
          return new BigDecimal(text).movePointRight(MICROS_DIGITS).longValueExact();
        });
  }

  static Kind<Boolean> yesNo() {
    return Kind.of(
        "boolean",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw refused();
            });
  }

  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    return Kind.of(
        "choice",
        text -> {
          require(names.contains(text));
          return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        },
        names.toArray());
  }

  static Kind<Path> path() {
    return Kind.of("path", Path::of);
  }

  /** A name or address to listen on. */
  static Kind<String> host() {
    Function<String, String> reader = matching("[A-Za-z0-9._:-]{1,255}");
    return Kind.of(
        "host",
        text -> {
          boolean literal = text.contains(":") || text.matches("[0-9.]+"); // 10.1 is no short form
          require(!literal || Cidr.address(text).isPresent());
          return reader.apply(text);
        });
  }

  /** The address of this server as clients see it: no query, no fragment, no closing slash. */
  static Kind<Optional<URI>> baseUrl() {
    return optional(Kind.of("url", Kinds::baseUrl));
  }

  /** A bucket, and a prefix in it. */
  static Kind<Optional<BucketUrl>> bucket() {
    return optional(Kind.of("bucket", BucketUrl::parse));
  }

  /**
   * The name of an OpenID provider, which is an address: compared letter by letter, so that it is
   * kept as it was written. Without TLS only on this machine.
   */
  static Kind<String> issuer() {
    return Kind.of("issuer", Kinds::issuer);
  }

  /** Domains of e-mail addresses, in lower case. */
  static Kind<List<String>> domains() {
    return Kind.of(
        "domains",
        text -> list(text, domain -> matching(DOMAIN).apply(domain.toLowerCase(Locale.ROOT))));
  }

  /** Text that must not be seen, of a form that says what it is. */
  static Kind<Optional<Secret>> secret(String accepted, String pattern) {
    Function<String, String> reader = matching(pattern);
    return optional(Kind.of(accepted, text -> new Secret(reader.apply(text)))).asSecret();
  }

  /** The address of a PostgreSQL database, which may hold a password. */
  static Kind<Optional<Secret>> database() {
    Function<String, String> reader = matching(DatabaseSection.ADDRESS);
    return optional(Kind.of("database", text -> new Secret(reader.apply(text)))).asSecret();
  }

  /** Networks in CIDR notation or single addresses, separated by commas. */
  static Kind<List<Cidr>> networks() {
    return Kind.of("networks", text -> list(text, Cidr::parse));
  }

  static Kind<List<Integer>> ports() {
    return Kind.of(
        "ports", text -> list(text, port -> (int) within(1, 65_535, Long.parseLong(port))));
  }

  /** Whole numbers separated by commas. */
  static Kind<List<Integer>> wholeNumbers(int least, int most) {
    return Kind.of(
        "numbers",
        text -> list(text, part -> (int) within(least, most, Long.parseLong(part))),
        least,
        most);
  }

  /** Widths and heights in pixels, separated by commas. */
  static Kind<List<String>> sizes() {
    return Kind.of("sizes", text -> list(text, matching("[1-9]\\d{1,3}x[1-9]\\d{1,3}")));
  }

  /** One of these words. */
  static Kind<String> word(String... words) {
    List<String> all = List.of(words);
    return Kind.of(
        "choice",
        text -> {
          require(all.contains(text));
          return text;
        },
        all.toArray());
  }

  /** One line. */
  static Kind<String> text() {
    return Kind.of("text", matching("[^\\p{Cntrl}]{1,1000}"));
  }

  /** Whatever YAML can say; whoever reads it knows its form. */
  static Kind<String> structure() {
    return Kind.of(
        "structure",
        text -> {
          require(!text.isEmpty() && text.length() <= 100_000);
          return text;
        });
  }

  /** The address of an HTTP proxy, which may hold a user name and a password. */
  static Kind<Optional<Secret>> proxy() {
    return optional(Kind.of("proxy", text -> new Secret(proxy(text)))).asSecret();
  }

  /** The shortest exact way to write a duration, such as {@code 30s} or {@code 24h}. */
  static String words(Duration duration) {
    long millis = duration.toMillis();
    for (Unit unit : Unit.values()) {
      if (millis % unit.millis == 0 && millis >= unit.millis) {
        return millis / unit.millis + unit.name().toLowerCase(Locale.ROOT);
      }
    }
    return millis == 0 ? "0s" : millis + "ms";
  }

  /** The same, or nothing. */
  static <T> Kind<Optional<T>> optional(Kind<T> kind) {
    return new Kind<>(
        kind.accepted(),
        kind.details(),
        kind.secret(),
        text -> text.isEmpty() ? Optional.empty() : Optional.of(kind.reader().apply(text)));
  }

  private static Function<String, String> matching(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> {
      require(compiled.matcher(text).matches());
      return text;
    };
  }

  private static long millis(String text) {
    Matcher parts = DURATION.matcher(text);
    require(parts.matches());
    long count = Long.parseLong(parts.group(1));
    String unit = parts.group(2);
    return unit.equals("ms") ? count : count * Unit.valueOf(unit.toUpperCase(Locale.ROOT)).millis;
  }

  private static long bytes(String text) {
    Matcher parts = BYTES.matcher(text);
    require(parts.matches());
    if (parts.group(1) == null) {
      return 0;
    }
    int power = parts.group(2).isEmpty() ? 0 : "KMGT".indexOf(parts.group(2)) + 1;
    long bytes = Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << (10 * power));
    return within(0, MOST_BYTES, bytes);
  }

  private static URI baseUrl(String text) {
    URI url = URI.create(text);
    String scheme = String.valueOf(url.getScheme());
    require(scheme.equals("http") || scheme.equals("https"));
    require(url.getHost() != null && url.getUserInfo() == null);
    require(url.getQuery() == null && url.getFragment() == null && !text.endsWith("/"));
    return url;
  }

  private static String issuer(String text) {
    URI url = URI.create(text);
    String host = String.valueOf(url.getHost());
    boolean here = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    String scheme = String.valueOf(url.getScheme());
    require(scheme.equals("https") || (scheme.equals("http") && here));
    require(url.getHost() != null && url.getUserInfo() == null);
    require(url.getRawQuery() == null && url.getRawFragment() == null);
    return text;
  }

  private static String proxy(String text) {
    URI url = URI.create(text);
    require(String.valueOf(url.getScheme()).equals("http"));
    require(url.getHost() != null && url.getPort() >= 1 && url.getPort() <= 65_535);
    require(String.valueOf(url.getRawPath()).matches("/?"));
    require(url.getRawQuery() == null && url.getRawFragment() == null);
    return text;
  }

  private static <T> List<T> list(String text, Function<String, T> reader) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(part -> reader.apply(part.strip())).toList();
  }

  private static long within(long least, long most, long value) {
    require(value >= least && value <= most);
    return value;
  }

  private static void require(boolean accepted) {
    if (!accepted) {
      throw refused();
    }
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException("not accepted");
  }

  /** The units of durations, longest first. */
  private enum Unit {
    D(86_400_000),
    H(3_600_000),
    M(60_000),
    S(1_000);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }
}
