package dev.afterglow.admin;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Dialect;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.text.Language;

/** Errors of the admin API: what the listener itself refuses is told as a {@link Refusal}, too. */
record AdminDialect() implements Dialect {
  @Override
  public Language defaultLanguage() {
    return Language.EN;
  }

  @Override
  public Object errorBody(ApiError error, String message, String requestId) {
    return AdminProtocol.error(refusal(error.kind()));
  }

  private static Refusal refusal(ErrorKind kind) {
    if (kind == ErrorKind.UNAVAILABLE) {
      return new Refusal.Busy();
    }
    return kind == ErrorKind.SERVER ? new Refusal.Failed() : new Refusal.Unreadable();
  }
}
