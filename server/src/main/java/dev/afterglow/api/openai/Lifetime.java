package dev.afterglow.api.openai;

import dev.afterglow.batches.FileStore;
import dev.afterglow.http.ApiError;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * How long a file is to live, as clients say it: {@code {"anchor": "created_at", "seconds": 3600}}.
 *
 * @param duration from an hour to 30 days
 */
record Lifetime(Duration duration) {
  private static final int LEAST_SECONDS = 3_600;
  private static final int MOST_SECONDS = 2_592_000;
  private static final Pattern SECONDS = Pattern.compile("\\d{1,7}");

  /**
   * Reads the member of this name; nobody's word means 30 days.
   *
   * @throws ApiError 400 if it says anything else than a time
   */
  static Lifetime read(Optional<JsonNode> said, String member) {
    if (said.isEmpty()) {
      return new Lifetime(FileStore.LIFE);
    }
    JsonNode object = said.get();
    boolean anchored = object.path("anchor").asString("").equals("created_at");
    String seconds = object.path("seconds").asString("");
    if (!anchored
        || !SECONDS.matcher(seconds).matches()
        || Integer.parseInt(seconds) < LEAST_SECONDS
        || Integer.parseInt(seconds) > MOST_SECONDS) {
      throw OpenAiErrors.invalid(
          member, "invalid_value", "openai.expiry", member, LEAST_SECONDS, MOST_SECONDS);
    }
    return new Lifetime(Duration.ofSeconds(Integer.parseInt(seconds)));
  }
}
