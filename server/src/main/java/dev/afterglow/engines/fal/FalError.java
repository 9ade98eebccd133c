package dev.afterglow.engines.fal;

import dev.afterglow.engines.Failure;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.VendorAnswer;
import java.util.Optional;
import java.util.Set;

/**
 * What fal says went wrong. Its documentation asks to decide by the type and never by the message.
 *
 * @param type such as {@code content_policy_violation}, where fal names one
 * @param said type and message, for the operator's log
 */
record FalError(Optional<String> type, String said) {
  private static final String CONTENT = "content_policy_violation";

  /** Types of trouble at fal or at the model's maker, whatever the status. */
  private static final Set<String> BROKEN =
      Set.of(
          "internal_server_error",
          "internal_error",
          "request_timeout",
          "generation_timeout",
          "startup_timeout",
          "runner_scheduling_failure",
          "runner_connection_timeout",
          "runner_connection_refused",
          "runner_connection_error",
          "runner_disconnected",
          "runner_incomplete_response",
          "runner_server_error",
          "runner_disconnect",
          "downstream_service_error",
          "downstream_service_unavailable");

  static FalError of(VendorAnswer answer) {
    Optional<String> type =
        answer
            .firstString("/detail/0/type", "/error_type", "/error/type")
            .or(() -> answer.headers().first("X-Fal-Error-Type"));
    String message =
        answer
            .firstString("/detail/0/msg", "/detail", "/error/message", "/error", "/message")
            .orElse(answer.text());
    String said = "HTTP " + answer.status() + ": " + type.map(t -> t + ": ").orElse("") + message;
    return new FalError(type, said);
  }

  boolean isContent() {
    return type.filter(CONTENT::equals).isPresent();
  }

  /** The failure of a job that fal took. */
  Failure failure() {
    if (isContent()) {
      return new Failure(Failure.Kind.CONTENT_REFUSED, said);
    }
    boolean broken = type.isEmpty() || type.filter(BROKEN::contains).isPresent();
    return AnswerRules.failure(said, broken ? Failure.Kind.BROKEN : Failure.Kind.INVALID_INPUT);
  }
}
