package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "7 | PT7S",
        "86401 | PT24H",
        "999999999999999999999 | PT24H",
        "Sat, 28 Nov 2026 10:00:30 GMT | PT30S",
        "Sat, 28 Nov 2026 09:00:00 GMT | PT0S",
        "Sun, 28 Nov 2027 10:00:00 GMT | PT24H"
      })
  void secondsAndDatesAreRead(String value, Duration wait) {
    assertEquals(Optional.of(wait), of(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "12 s", "２"})
  void anythingElseIsNothing(String value) {
    assertEquals(Optional.empty(), of(value));
  }

  @Test
  void headerMayBeMissing() {
    assertEquals(Optional.empty(), RetryAfter.of(new ResponseHeaders(Map.of()), NOW));
  }

  private static Optional<Duration> of(String value) {
    return RetryAfter.of(new ResponseHeaders(Map.of("RETRY-after", List.of(value))), NOW);
  }
}
