package dev.afterglow.ids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class Crockford32Test {
  /** The time of the ULID specification's example, 01ARYZ6S41TSV4RRFFQ69G5FAV. */
  @Test
  void timesAreWrittenAsTheUlidSpecificationDoes() {
    assertEquals("01ARYZ6S41", written(1_469_918_176_385L));
    assertEquals(1_469_918_176_385L, Crockford32.value("01ARYZ6S41"));
    assertEquals("7ZZZZZZZZZ", written((1L << 48) - 1));
  }

  @Test
  void textsSortAsTheirNumbersDo() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      long a = random.nextLong(1L << 48);
      long b = random.nextLong(1L << 48);
      assertEquals(
          Long.signum(Long.compare(a, b)), Integer.signum(written(a).compareTo(written(b))));
      assertEquals(a, Crockford32.value(written(a)));
    }
  }

  @Test
  void randomDigitsAreDigitsAndEachComesUp() {
    StringBuilder text = new StringBuilder();
    Crockford32.appendRandom(text, new Random(1), 2_000);
    assertTrue(text.toString().matches("[0-9A-HJKMNP-TV-Z]{2000}"), text::toString);
    assertEquals(32, text.chars().distinct().count());
  }

  @Test
  void lettersThatPeopleMistakeAreNoDigits() {
    for (String text : new String[] {"I", "L", "O", "U", "a", "-"}) {
      assertThrows(IllegalArgumentException.class, () -> Crockford32.value(text));
    }
  }

  private static String written(long value) {
    StringBuilder text = new StringBuilder();
    Crockford32.append(text, value, Crockford32.TIME_DIGITS);
    return text.toString();
  }
}
