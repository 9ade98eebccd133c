package dev.afterglow.api.openai;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.util.List;

/** The refusals of this dialect, with OpenAI's words for programs. */
final class OpenAiErrors {
  private OpenAiErrors() {}

  /** 404: there is no such video, or it is another owner's. */
  static ApiError noVideo(String param) {
    return ApiError.of(ErrorKind.NOT_FOUND, Text.of("openai.video.none")).about(param);
  }

  /** 404: the video is there, and what is asked for is not. */
  static ApiError nothing(String param, String key, Object... arguments) {
    return ApiError.of(ErrorKind.NOT_FOUND, Text.of(key, arguments)).about(param);
  }

  /** 400 for one parameter. */
  static ApiError invalid(String param, String code, String key, Object... arguments) {
    return ApiError.invalid(key, arguments).about(param).coded(code);
  }

  /** 400: a value that is not one of those there are. */
  static ApiError value(String param, String value, List<?> accepted) {
    Argument.Choice list =
        Argument.Choice.of(accepted.stream().map(one -> "'" + one + "'").toList());
    return invalid(param, "invalid_value", "openai.value", Printable.of(value), list);
  }
}
