package dev.afterglow.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request refused, thrown wherever the reason is found. Its message is the kind's sentence and,
 * where there is a detail, the specific reason after it. Carries nothing that a client must not
 * see; what an operator should know belongs in the log.
 */
public final class ApiError extends RuntimeException {
  private final Kind kind;
  private final Optional<Text> detail;
  private final List<Field> fields;
  private final Optional<Language> reader;

  private ApiError(
      Kind kind, Optional<Text> detail, List<Field> fields, Optional<Language> reader) {
    super(kind + detail.map(text -> " " + text.key()).orElse(""), null, false, false);
    this.kind = kind;
    this.detail = detail;
    this.fields = fields;
    this.reader = reader;
  }

  /** A refusal that says no more than its kind. */
  public static ApiError of(Kind kind) {
    return new ApiError(kind, Optional.empty(), List.of(), Optional.empty());
  }

  /** A refusal with its reason. */
  public static ApiError of(Kind kind, Text detail) {
    return new ApiError(kind, Optional.of(detail), List.of(), Optional.empty());
  }

  /** 400: the request itself is wrong. The reason names the field, the value, what is accepted. */
  public static ApiError invalid(String key, Object... arguments) {
    return of(Kind.INVALID_REQUEST, Text.of(key, arguments));
  }

  /** 401: no valid key. The same for every cause. */
  public static ApiError unauthenticated() {
    return of(Kind.AUTHENTICATION).with("WWW-Authenticate", "Bearer");
  }

  /** 402: the owner cannot pay. */
  public static ApiError unpaid(String key, Object... arguments) {
    return of(Kind.PAYMENT_REQUIRED, Text.of(key, arguments));
  }

  /** 403: the key is valid and may not do this. */
  public static ApiError forbidden(String key, Object... arguments) {
    return of(Kind.PERMISSION, Text.of(key, arguments));
  }

  /** 404: there is no such thing, or it is another owner's. */
  public static ApiError notFound() {
    return of(Kind.NOT_FOUND);
  }

  /** 409: not now. */
  public static ApiError conflict(String key, Object... arguments) {
    return of(Kind.CONFLICT, Text.of(key, arguments));
  }

  /** 413: a body of more than this many bytes. */
  public static ApiError tooLarge(long mostBytes) {
    return of(Kind.TOO_LARGE, Text.of("request.body.limit", mostBytes));
  }

  /** 429: too much, with the whole seconds after which one more is welcome. */
  public static ApiError tooMany(long retryAfterSeconds, Text detail) {
    return of(Kind.RATE_LIMIT, detail).retryAfter(retryAfterSeconds);
  }

  /** 503: the server cannot do it at this moment and has done nothing. */
  public static ApiError unavailable(long retryAfterSeconds) {
    return of(Kind.UNAVAILABLE).retryAfter(retryAfterSeconds);
  }

  /** The same refusal with one more header field on its answer. */
  public ApiError with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new ApiError(kind, detail, List.copyOf(more), reader);
  }

  /**
   * The same refusal for an owner whose language is known although nobody was let in. The request's
   * own word still comes first.
   */
  public ApiError readIn(Language language) {
    return new ApiError(kind, detail, fields, Optional.of(language));
  }

  /** The same refusal with {@code Retry-After} in whole seconds. */
  public ApiError retryAfter(long seconds) {
    return with("Retry-After", Long.toString(seconds));
  }

  public Kind kind() {
    return kind;
  }

  /** The specific reason. */
  public Optional<Text> detail() {
    return detail;
  }

  /** What the owner reads, where the refusal itself knows. */
  public Optional<Language> reader() {
    return reader;
  }

  /** Header fields for the answer. */
  public List<Field> fields() {
    return fields;
  }
}
