package dev.afterglow.http;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;

/** What differs between the APIs that are spoken on one listener. */
public interface Dialect {
  /** The language of texts when neither the request nor the owner names one. */
  Language defaultLanguage();

  /** What the user is told: the sentence of the refusal's kind, and the reason after it. */
  default String message(ApiError error, Messages messages, Language language) {
    return HttpTexts.message(error, messages, language);
  }

  /**
   * The body of an error, to be written as JSON.
   *
   * @param message for the user, in the user's language
   */
  Object errorBody(ApiError error, String message, String requestId);

  /**
   * The answer to a request that is refused: the body as JSON, unless the dialect is not spoken in
   * JSON.
   *
   * @param language what {@code message} is written in
   */
  default Answer answer(ApiError error, String message, Language language, String requestId) {
    return Answer.json(error.kind().status(), errorBody(error, message, requestId));
  }
}
