package dev.afterglow.films;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
  private static final long BYTES = 1000;
  private static final String TAG = "\"abc\"";
  private static final Validators FILM = new Validators(TAG, Instant.parse("2026-11-02T08:00:00Z"));
  private static final String MODIFIED = "Mon, 02 Nov 2026 08:00:00 GMT";
  private static final String EARLIER = "Mon, 02 Nov 2026 07:59:59 GMT";
  private static final String LATER = "Mon, 02 Nov 2026 08:00:01 GMT";

  @ParameterizedTest
  @CsvSource({
    "bytes=0-, 0, 999",
    "bytes=0-0, 0, 0",
    "bytes=0-999, 0, 999",
    "bytes=0-1000, 0, 999",
    "bytes=999-, 999, 999",
    "bytes=-1, 999, 999",
    "bytes=-1000, 0, 999",
    "bytes=-1001, 0, 999",
    "BYTES=10-19, 10, 19",
    "bytes=5-99999999999999999999999999, 5, 999",
    "bytes=-99999999999999999999999999, 0, 999"
  })
  void oneRangeIsHonoured(String range, long first, long last) {
    assertEquals(new Selection.Part(first, last), get(Map.of("Range", range)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=99999999999999999999-"})
  void rangeBehindTheEndIsUnsatisfiable(String range) {
    assertEquals(new Selection.Unsatisfiable(), get(Map.of("Range", range)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=+1-2",
        "bytes=--1",
        "items=0-1",
        "bytes=0-1,5-6",
        "bytes 0-1",
        "bytes=0-1;x",
        "bytes=\u0661-\u0662"
      })
  void anythingElseGetsTheWholeFilm(String range) {
    assertEquals(new Selection.Whole(), get(Map.of("Range", range)));
  }

  @Test
  void aThousandRangesGetTheWholeFilm() {
    assertEquals(
        new Selection.Whole(), get(Map.of("Range", "bytes=" + "0-0,".repeat(999) + "0-0")));
  }

  @Test
  void onlyGetHasRanges() {
    Conditions conditions = conditions(Map.of("Range", "bytes=0-0"));
    assertEquals(new Selection.Whole(), conditions.select(false, FILM, BYTES));
  }

  @ParameterizedTest
  @ValueSource(strings = {TAG, MODIFIED})
  void ifRangeOfThisVersionKeepsTheRange(String version) {
    assertEquals(new Selection.Part(0, 0), get(Map.of("Range", "bytes=0-0", "If-Range", version)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "W/\"abc\"", "abc", EARLIER, LATER, "", "*"})
  void ifRangeOfAnotherVersionGetsTheWholeFilm(String version) {
    assertEquals(new Selection.Whole(), get(Map.of("Range", "bytes=0-0", "If-Range", version)));
  }

  @ParameterizedTest
  @ValueSource(strings = {TAG, "W/\"abc\"", "*", "\"x\", \"abc\"", "\"x\",W/\"abc\""})
  void knownTagIsNotModified(String tags) {
    assertEquals(new Selection.NotModified(), get(Map.of("If-None-Match", tags)));
  }

  @Test
  void ifNoneMatchOutweighsTheDate() {
    assertEquals(
        new Selection.Whole(),
        get(Map.of("If-None-Match", "\"other\"", "If-Modified-Since", MODIFIED)));
  }

  @Test
  void unchangedSinceTheDateIsNotModified() {
    assertEquals(new Selection.NotModified(), get(Map.of("If-Modified-Since", MODIFIED)));
    assertEquals(new Selection.NotModified(), get(Map.of("If-Modified-Since", LATER)));
    assertEquals(new Selection.Whole(), get(Map.of("If-Modified-Since", EARLIER)));
    assertEquals(new Selection.Whole(), get(Map.of("If-Modified-Since", "yesterday")));
  }

  @Test
  void ifMatchNeedsAStrongTag() {
    assertEquals(new Selection.Whole(), get(Map.of("If-Match", TAG)));
    assertEquals(new Selection.Whole(), get(Map.of("If-Match", "*")));
    assertEquals(new Selection.PreconditionFailed(), get(Map.of("If-Match", "W/\"abc\"")));
    assertEquals(new Selection.PreconditionFailed(), get(Map.of("If-Match", "\"other\"")));
  }

  @Test
  void changedAfterTheDateFailsThePrecondition() {
    assertEquals(new Selection.PreconditionFailed(), get(Map.of("If-Unmodified-Since", EARLIER)));
    assertEquals(new Selection.Whole(), get(Map.of("If-Unmodified-Since", MODIFIED)));
  }

  @Test
  void dateHasTwoDigitsForTheDay() {
    assertEquals(MODIFIED, FILM.lastModified());
  }

  private static Selection get(Map<String, String> headers) {
    return conditions(headers).select(true, FILM, BYTES);
  }

  private static Conditions conditions(Map<String, String> headers) {
    return Conditions.of(name -> Optional.ofNullable(headers.get(name)));
  }
}
