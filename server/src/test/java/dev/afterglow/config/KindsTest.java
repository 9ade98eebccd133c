package dev.afterglow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KindsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void sizesAreCountedInBinaryUnits() {
    assertEquals(0, Kinds.bytes().reader().apply("0"));
    assertEquals(7, Kinds.bytes().reader().apply("7iB"));
    assertEquals(3L << 40, Kinds.bytes().reader().apply("3TiB"));
  }

  @Test
  void moneyIsExact() {
    assertEquals(1, Kinds.usd().reader().apply("0.000001"));
    assertEquals(999_999_999_999_999L, Kinds.usd().reader().apply("999999999.999999"));
  }

  @Test
  void durationsAreWrittenAsTheyAreRead() {
    for (String words : List.of("500ms", "30s", "90m", "25h", "2d")) {
      Duration read = Kinds.duration(Duration.ZERO, Duration.ofDays(9)).reader().apply(words);
      assertEquals(words, Kinds.words(read));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", "-1s", "1.5h", "25h", "1 h", "99999999999999d"})
  void otherDurationsAreRefused(String text) {
    refused(Kinds.duration(Duration.ofSeconds(1), DAY), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1MB", "-1MiB", "1.5GiB", "999999999TiBs"})
  void otherSizesAreRefused(String text) {
    refused(Kinds.bytes(), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e3", "0.0000001", "1,5", "$1"})
  void otherAmountsAreRefused(String text) {
    refused(Kinds.usd(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "::1/129",
        "1.2.3.4/",
        "1.2.3.4,",
        "10.0.0.1/8",
        "010.0.0.0/8",
        "10.1",
        "167772161",
        "[::1]",
        "10.0.0.0/08",
        "10.0.0.0/8/8",
        "::ffff:10.0.0.0/104",
        "fe80::1%eth0"
      })
  void otherNetworksAreRefused(String text) {
    refused(Kinds.networks(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.com",
        "https://x.com/",
        "https://x.com?a",
        "https://u@x.com",
        "x.com",
        "https:x"
      })
  void otherAddressesAreRefused(String text) {
    refused(Kinds.baseUrl(), text);
  }

  private static void refused(Kind<?> kind, String text) {
    assertThrows(IllegalArgumentException.class, () -> kind.reader().apply(text));
  }
}
