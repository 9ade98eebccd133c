package dev.afterglow.http;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.lifecycle.TemporaryFault;
import dev.afterglow.objects.StoreUnavailable;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import io.helidon.http.RequestException;

/** The one place that says what a client is told about a throwable. */
final class ErrorMapper {
  private static final System.Logger LOG = System.getLogger(ErrorMapper.class.getName());

  /** When a client may try again that met a fault which passes by itself. */
  private static final int RETRY_SECONDS = 2;

  private final Messages messages;

  ErrorMapper(Messages messages) {
    this.messages = messages;
  }

  /**
   * The answer to a request that ended with this. Nothing of an unexpected throwable is told; the
   * log has all of it under the request's id.
   */
  Answer answer(Throwable thrown, Dialect dialect, Language language, String requestId) {
    ApiError error = told(thrown, requestId);
    String message = dialect.message(error, messages, language);
    Answer answer = dialect.answer(error, message, language, requestId);
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
      case Throwable full when DiskSpace.isFull(full) -> {
        LOG.log(System.Logger.Level.ERROR, requestId + " failed: the disk is full", full);
        yield ApiError.diskFull();
      }
      case TemporaryFault fault when fault.isTemporary() -> {
        LOG.log(System.Logger.Level.WARNING, requestId + " failed for now: " + thrown);
        yield ApiError.unavailable(RETRY_SECONDS);
      }
      case Throwable waiting when isOfStore(waiting) -> {
        LOG.log(
            System.Logger.Level.WARNING, "{0} failed: the object store does not work", requestId);
        yield ApiError.storeUnavailable();
      }
      default -> {
        LOG.log(System.Logger.Level.ERROR, requestId + " failed", thrown);
        yield ApiError.of(ErrorKind.SERVER);
      }
    };
  }

  private static boolean isOfStore(Throwable thrown) {
    return thrown instanceof StoreUnavailable || thrown.getCause() instanceof StoreUnavailable;
  }

  /** What a status of Helidon's own means here. */
  static ApiError ofStatus(int status) {
    for (ErrorKind kind : ErrorKind.values()) {
      if (kind.status() == status && kind != ErrorKind.INVALID_REQUEST) {
        return ApiError.of(kind);
      }
    }
    return status >= 500 ? ApiError.of(ErrorKind.SERVER) : ApiError.invalid("request.malformed");
  }
}
