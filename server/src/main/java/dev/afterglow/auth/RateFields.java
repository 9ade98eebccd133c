package dev.afterglow.auth;

import dev.afterglow.auth.Admission.Refused;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Field;
import dev.afterglow.text.Text;
import java.util.List;

/**
 * What a limit says, as header fields (draft-ietf-httpapi-ratelimit-headers-06) and as a refusal.
 */
final class RateFields {
  private static final String WINDOW = ";w=60";

  private RateFields() {}

  static List<Field> of(Admission admission) {
    return List.of(
        new Field("RateLimit-Limit", Integer.toString(admission.limit())),
        new Field("RateLimit-Remaining", Long.toString(admission.remaining())),
        new Field("RateLimit-Reset", Long.toString(admission.resetSeconds())),
        new Field("RateLimit-Policy", admission.limit() + WINDOW));
  }

  /** 429 that names whose limit it is, its size, and the seconds to wait. */
  static ApiError refusal(Refused refused) {
    String key =
        switch (refused.subject()) {
          case KEY -> "auth.rate.key";
          case OWNER -> "auth.rate.owner";
          case ADDRESS -> "auth.rate.address";
          case WRONG_KEY -> "auth.rate.wrong-key";
        };
    Text reason = Text.of(key, refused.limit(), refused.retryAfterSeconds());
    ApiError error = ApiError.tooMany(refused.retryAfterSeconds(), reason);
    for (Field field : of(refused)) {
      error = error.with(field.name(), field.value());
    }
    return error;
  }
}
