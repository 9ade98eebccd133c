package dev.afterglow.api;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.tasks.Idempotency;
import java.util.List;
import java.util.Optional;

/** Reads {@code Idempotency-Key}. */
public final class IdempotencyKey {
  private static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /**
   * The key, if the request has one.
   *
   * @throws ApiError 400 if it is malformed or given twice
   */
  public static Optional<String> of(Exchange exchange) {
    List<String> lines = exchange.headers(HEADER);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (lines.size() > 1 || !Idempotency.wellFormed(lines.getFirst())) {
      throw ApiError.invalid("idempotency.malformed");
    }
    return Optional.of(lines.getFirst());
  }
}
