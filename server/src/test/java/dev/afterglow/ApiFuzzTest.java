package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the fuzzer over {@code /openapi.json}; {@code fuzz/api} is the long one. */
final class ApiFuzzTest {
  private static final int REQUESTS = 1_000;

  @TempDir private Path folder;

  @Test
  void noRequestBreaksTheServerOrCostsWithoutAFilm() throws Exception {
    try (ApiFuzz fuzz = new ApiFuzz(folder, 20_261_128)) {
      Map<Integer, Integer> statuses = fuzz.run(REQUESTS);
      for (int expected : new int[] {200, 400, 401, 404}) {
        assertTrue(statuses.getOrDefault(expected, 0) > 10, statuses::toString);
      }
    }
  }
}
