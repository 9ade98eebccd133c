package dev.afterglow.api;

import dev.afterglow.http.ErrorKind;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.text.Text;
import java.util.Locale;

/** Why a task failed, in the words and numbers that clients get. */
public final class Failures {
  private Failures() {}

  /** What kind of error it is. */
  public static ErrorKind kind(FailureReason reason) {
    return switch (reason) {
      case CONTENT_REFUSED, INPUT_REFUSED -> ErrorKind.INVALID_REQUEST;
      case ENGINE_FAILED, ENGINE_SILENT, FILM_UNAVAILABLE, PICTURE_LOST -> ErrorKind.BAD_GATEWAY;
      case NO_ENGINE, WAITED_TOO_LONG -> ErrorKind.UNAVAILABLE;
    };
  }

  /** A sentence for people, which says that nothing was charged. */
  public static Text text(FailureReason reason) {
    return Text.of("failure." + name(reason));
  }

  /** A word for programs, such as {@code content_refused}. */
  public static String name(FailureReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
