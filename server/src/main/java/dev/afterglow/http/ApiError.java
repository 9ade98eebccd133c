package dev.afterglow.http;

import dev.afterglow.text.Argument;
import dev.afterglow.text.Language;
import dev.afterglow.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request refused, thrown wherever the reason is found. Its message is the kind's sentence and,
 * where there is a detail, the specific reason after it. Carries nothing that a client must not
 * see; what an operator should know belongs in the log.
 */
public final class ApiError extends RuntimeException {
  /** The text that tells how large a body may be. */
  static final String BODY_LIMIT = "request.body.limit";

  /** No disk is cleared within a moment. */
  private static final int STORE_SECONDS = 10;

  private static final int FULL_SECONDS = 60;

  private final ErrorKind kind;
  private final Text sentence;
  private final Optional<Text> detail;
  private final List<Field> fields;
  private final Optional<Language> reader;
  private final Optional<String> param;
  private final Optional<String> code;

  private ApiError(
      ErrorKind kind,
      Text sentence,
      Optional<Text> detail,
      List<Field> fields,
      Optional<Language> reader,
      Optional<String> param,
      Optional<String> code) {
    super(kind + " " + detail.orElse(sentence).key(), null, false, false);
    this.kind = kind;
    this.sentence = sentence;
    this.detail = detail;
    this.fields = fields;
    this.reader = reader;
    this.param = param;
    this.code = code;
  }

  /** A refusal that says no more than its kind. */
  public static ApiError of(ErrorKind kind) {
    return new ApiError(
        kind,
        Text.of(kind.textKey()),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A refusal with its reason. */
  public static ApiError of(ErrorKind kind, Text detail) {
    return new ApiError(
        kind,
        Text.of(kind.textKey()),
        Optional.of(detail),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A refusal that its kind's sentence would mislead about, and that has one of its own. */
  public static ApiError saying(ErrorKind kind, Text sentence) {
    return new ApiError(
        kind,
        sentence,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** 400: the request itself is wrong. The reason names the field, the value, what is accepted. */
  public static ApiError invalid(String key, Object... arguments) {
    return of(ErrorKind.INVALID_REQUEST, Text.of(key, arguments));
  }

  /** 401: no valid key. The same for everything that can be wrong with one. */
  public static ApiError unauthenticated() {
    return of(ErrorKind.AUTHENTICATION).with("WWW-Authenticate", "Bearer");
  }

  /** 401: the key did not come as it has to. The reason says how. */
  public static ApiError unauthenticated(Text detail) {
    return of(ErrorKind.AUTHENTICATION, detail).with("WWW-Authenticate", "Bearer");
  }

  /** 402: the owner cannot pay. */
  public static ApiError unpaid(String key, Object... arguments) {
    return of(ErrorKind.PAYMENT_REQUIRED, Text.of(key, arguments));
  }

  /** 403: the key is valid and may not do this. */
  public static ApiError forbidden(String key, Object... arguments) {
    return of(ErrorKind.PERMISSION, Text.of(key, arguments));
  }

  /** 404: there is no such thing, or it is another owner's. */
  public static ApiError notFound() {
    return of(ErrorKind.NOT_FOUND);
  }

  /** 409: not now. */
  public static ApiError conflict(String key, Object... arguments) {
    return of(ErrorKind.CONFLICT, Text.of(key, arguments));
  }

  /** 413: a body of more than this many bytes. */
  public static ApiError tooLarge(long mostBytes) {
    return of(ErrorKind.TOO_LARGE, Text.of(BODY_LIMIT, new Argument.Size(mostBytes)));
  }

  /** 429: too much, with the whole seconds after which one more is welcome. */
  public static ApiError tooMany(long retryAfterSeconds, Text detail) {
    return of(ErrorKind.RATE_LIMIT, detail).retryAfter(retryAfterSeconds);
  }

  /** 503: the server cannot do it at this moment and has done nothing. */
  public static ApiError unavailable(long retryAfterSeconds) {
    return of(ErrorKind.UNAVAILABLE).retryAfter(retryAfterSeconds);
  }

  /** 503: the server's disk has no room for what would have to be kept. */
  public static ApiError diskFull() {
    return of(ErrorKind.UNAVAILABLE, Text.of("disk.full")).retryAfter(FULL_SECONDS);
  }

  /** 503: what is kept elsewhere cannot be reached at this moment. */
  public static ApiError storeUnavailable() {
    return of(ErrorKind.UNAVAILABLE, Text.of("store.unavailable")).retryAfter(STORE_SECONDS);
  }

  /** The same refusal with one more header field on its answer. */
  public ApiError with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new ApiError(kind, sentence, detail, List.copyOf(more), reader, param, code);
  }

  /**
   * The same refusal for an owner whose language is known although nobody was let in. The request's
   * own word still comes first.
   */
  public ApiError readIn(Language language) {
    return new ApiError(kind, sentence, detail, fields, Optional.of(language), param, code);
  }

  /** The same refusal, which names the member or parameter that is wrong. */
  public ApiError about(String name) {
    return new ApiError(kind, sentence, detail, fields, reader, Optional.of(name), code);
  }

  /** The same refusal with a word for programs, where a dialect has one. */
  public ApiError coded(String word) {
    return new ApiError(kind, sentence, detail, fields, reader, param, Optional.of(word));
  }

  /** The same refusal with {@code Retry-After} in whole seconds. */
  public ApiError retryAfter(long seconds) {
    return with("Retry-After", Long.toString(seconds));
  }

  public ErrorKind kind() {
    return kind;
  }

  /** What every message begins with. */
  public Text sentence() {
    return sentence;
  }

  /** The specific reason. */
  public Optional<Text> detail() {
    return detail;
  }

  /** The member or parameter that is wrong, where one is. */
  public Optional<String> param() {
    return param;
  }

  /** The word for programs. */
  public Optional<String> code() {
    return code;
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
