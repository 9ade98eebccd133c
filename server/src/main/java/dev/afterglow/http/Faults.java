package dev.afterglow.http;

import io.helidon.http.RequestException;

/** The one place that says what a client is told about a throwable. */
final class Faults {
  private static final System.Logger LOG = System.getLogger(Faults.class.getName());

  private final Messages messages;

  Faults(Messages messages) {
    this.messages = messages;
  }

  /**
   * The answer to a request that ended with this. Nothing of an unexpected throwable is told; the
   * log has all of it under the request's id.
   */
  Answer answer(Throwable thrown, Dialect dialect, Language language, String requestId) {
    ApiError error = told(thrown, requestId);
    Object body = dialect.errorBody(error, messages.text(language, error), requestId);
    Answer answer = Answer.json(error.kind().status(), body);
    for (Field field : error.fields()) {
      answer = answer.with(field);
    }
    return answer;
  }

  private static ApiError told(Throwable thrown, String requestId) {
    return switch (thrown) {
      case ApiError error -> error;
      case RequestException broken -> ofStatus(broken.status().code());
      case InterruptedException _ -> ApiError.unavailable(1);
      default -> {
        LOG.log(System.Logger.Level.ERROR, requestId + " failed", thrown);
        yield ApiError.of(Kind.SERVER);
      }
    };
  }

  /** What a status of Helidon's own means here. */
  static ApiError ofStatus(int status) {
    for (Kind kind : Kind.values()) {
      if (kind.status() == status && kind != Kind.INVALID_REQUEST) {
        return ApiError.of(kind);
      }
    }
    return status >= 500 ? ApiError.of(Kind.SERVER) : ApiError.invalid("request.malformed");
  }
}
