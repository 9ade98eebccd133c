package dev.afterglow.api;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Dialect;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Errors as OpenAI writes them: {@code {"error":{"message","type","param","code"}}}, the last two
 * {@code null} where there is nothing to say. The request's id is in the header {@code
 * X-Request-Id}, where the clients look for it.
 *
 * @param defaultLanguage the language of texts when nobody names one
 */
public record OpenAiDialect(Language defaultLanguage) implements Dialect {
  /** OpenAI's own messages are matched by programs: the reason stands alone, where there is one. */
  @Override
  public String message(ApiError error, Messages messages, Language language) {
    return error
        .detail()
        .map(reason -> messages.text(language, reason))
        .orElseGet(() -> HttpTexts.message(error, messages, language));
  }

  @Override
  public Object errorBody(ApiError error, String message, String requestId) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.put("type", type(error.kind()));
    body.put("param", error.param().orElse(null));
    body.put("code", error.code().or(() -> code(error.kind())).orElse(null));
    return Map.of("error", body);
  }

  private static String type(ErrorKind kind) {
    return switch (kind) {
      case PAYMENT_REQUIRED -> "insufficient_quota";
      case RATE_LIMIT -> "rate_limit_error";
      case SERVER, NOT_IMPLEMENTED, BAD_GATEWAY, UNAVAILABLE -> "server_error";
      case INVALID_REQUEST,
          AUTHENTICATION,
          PERMISSION,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          TIMEOUT,
          CONFLICT,
          GONE,
          TOO_LARGE,
          ADDRESS_TOO_LONG,
          UNSUPPORTED_MEDIA,
          UNPROCESSABLE,
          HEADERS_TOO_LARGE,
          VERSION_NOT_SUPPORTED ->
          "invalid_request_error";
    };
  }

  private static Optional<String> code(ErrorKind kind) {
    return switch (kind) {
      case AUTHENTICATION -> Optional.of("invalid_api_key");
      case PAYMENT_REQUIRED -> Optional.of("insufficient_quota");
      case RATE_LIMIT -> Optional.of("rate_limit_exceeded");
      default -> Optional.empty();
    };
  }
}
