package dev.afterglow.api.sora;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Query parameters taken by name and type. An empty one counts as absent. */
final class Parameters {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

  /** The years that RFC 3339 can write; times far beyond fit neither milliseconds nor sums. */
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private final Exchange exchange;

  Parameters(Exchange exchange) {
    this.exchange = exchange;
  }

  Optional<String> text(String name) {
    return exchange.query(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** A list with commas between its words. */
  List<String> words(String name) {
    return text(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** One of these words, the first if there is none. */
  String choice(String name, List<String> accepted) {
    String value = text(name).orElse(accepted.getFirst());
    if (!accepted.contains(value)) {
      throw ApiError.invalid(
          "field.value", name, Printable.of(value), Argument.Choice.of(accepted));
    }
    return value;
  }

  /** A whole number of at least 1; one that no int can hold becomes the largest. */
  Optional<Integer> positive(String name) {
    return text(name)
        .map(value -> {
          if (!WHOLE.matcher(value).matches() || Long.parseLong(value) < 1) {
            throw ApiError.invalid("field.positive", name, Printable.of(value));
          }
          return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(value));
        });
  }

  /** Unix seconds, or a time as RFC 3339 writes it, in its years 0 to 9999. */
  Optional<Instant> time(String name) {
    return text(name)
        .map(value ->
            parse(value)
                .filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(LATEST))
                .orElseThrow(() -> ApiError.invalid("field.time", name, Printable.of(value))));
  }

  private static Optional<Instant> parse(String value) {
    try {
      return Optional.of(
          WHOLE.matcher(value).matches()
              ? Instant.ofEpochSecond(Long.parseLong(value))
              : OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
