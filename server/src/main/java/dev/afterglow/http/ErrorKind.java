package dev.afterglow.http;

/** The kinds of refusal: a status and the {@code type} that goes with it in the contract. */
public enum ErrorKind {
  INVALID_REQUEST(400, "invalid_request_error"),
  AUTHENTICATION(401, "authentication_error"),
  PAYMENT_REQUIRED(402, "payment_required"),
  PERMISSION(403, "permission_error"),
  NOT_FOUND(404, "not_found_error"),
  METHOD_NOT_ALLOWED(405, "method_not_allowed"),
  TIMEOUT(408, "request_timeout"),
  CONFLICT(409, "conflict_error"),
  GONE(410, "gone"),
  TOO_LARGE(413, "invalid_request_error"),
  ADDRESS_TOO_LONG(414, "invalid_request_error"),
  UNSUPPORTED_MEDIA(415, "invalid_request_error"),
  UNPROCESSABLE(422, "idempotency_error"),
  RATE_LIMIT(429, "rate_limit_error"),
  HEADERS_TOO_LARGE(431, "invalid_request_error"),
  SERVER(500, "server_error"),
  NOT_IMPLEMENTED(501, "not_implemented"),
  BAD_GATEWAY(502, "bad_gateway"),
  UNAVAILABLE(503, "service_unavailable"),
  VERSION_NOT_SUPPORTED(505, "invalid_request_error");

  private final int status;
  private final String type;

  ErrorKind(int status, String type) {
    this.status = status;
    this.type = type;
  }

  /** The HTTP status, also {@code error.code} in the contract. */
  public int status() {
    return status;
  }

  /** The word in {@code error.type}. */
  public String type() {
    return type;
  }

  /** The catalogue key of the sentence that opens every message of this kind. */
  public String textKey() {
    return "error." + status;
  }
}
