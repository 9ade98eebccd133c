package dev.afterglow.api.sora;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Dialect;
import dev.afterglow.text.Language;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Errors as the contract writes them: {@code {"error":{"code","message","type"}}}, the code being
 * the status. The request id stands beside the three documented members, inside {@code error}.
 *
 * @param defaultLanguage the language of texts when nobody names one
 */
public record ContractDialect(Language defaultLanguage) implements Dialect {
  @Override
  public Object errorBody(ApiError error, String message, String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", error.kind().status());
    body.put("message", message);
    body.put("type", error.kind().type());
    body.put("request_id", requestId);
    return Map.of("error", body);
  }
}
