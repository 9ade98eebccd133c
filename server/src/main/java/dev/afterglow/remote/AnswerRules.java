package dev.afterglow.remote;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import dev.afterglow.net.RetryAfter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * What an HTTP status means where the vendor's own words say nothing more. The rule behind all: a
 * job certainly does not exist only if the vendor answered that it refuses the order; a server
 * error, or a success that cannot be read, proves nothing.
 */
public final class AnswerRules {
  /** How long a paused credential rests before the vendor is asked once more. */
  private static final Duration CREDENTIAL_PAUSE = Duration.ofMinutes(5);

  /** How long a wrong address or model name rests. */
  private static final Duration MISFIT_PAUSE = Duration.ofMinutes(1);

  private static final Duration BUSY_PAUSE = Duration.ofSeconds(10);

  /** Words that vendors use when they refuse content; looked for in lower case. */
  private static final List<String> CONTENT_WORDS =
      List.of(
          "moderation",
          "content_policy",
          "content policy",
          "contentpolicy",
          "content filter",
          "content_filter",
          "safety",
          "sensitive",
          "nsfw",
          "inappropriate",
          "prohibited",
          "datainspectionfailed",
          "data_inspection",
          "risk control",
          "policyviolation",
          "policy violation",
          "violates",
          "敏感",
          "违规",
          "审核");

  private final InstantSource time;
  private final Duration pollInterval;

  /**
   * @param time what a date in Retry-After is compared with
   * @param pollInterval the usual pause between two polls of one job
   */
  public AnswerRules(InstantSource time, Duration pollInterval) {
    this.time = time;
    this.pollInterval = pollInterval;
  }

  /** The usual pause between two polls of one job. */
  public Duration pollInterval() {
    return pollInterval;
  }

  /** What an answer to an order means by its status. */
  public Submission submission(VendorAnswer answer) {
    int status = answer.status();
    String said = "HTTP " + status + ": " + answer.complaint();
    return switch (status) {
      case 401, 402, 403 -> unavailable(answer, said, CREDENTIAL_PAUSE, Scope.CREDENTIAL);
      case 404, 405, 410, 501 -> unavailable(answer, said, MISFIT_PAUSE, Scope.ENGINE);
      case 408, 409, 423, 425, 429, 503 -> unavailable(answer, said, BUSY_PAUSE, Scope.ENGINE);
      default -> status >= 400 && status < 500 ? refused(said) : new Submission.Unknown(said);
    };
  }

  /** What a refused upload of a picture means: no job exists, whatever the status. */
  public Submission uploadRefused(VendorAnswer answer) {
    return switch (submission(answer)) {
      case Submission.Unknown(String detail) ->
          unavailable(answer, detail, BUSY_PAUSE, Scope.ENGINE);
      case Submission.Accepted accepted -> accepted;
      case Submission.Refused refused -> refused;
      case Submission.Unavailable unavailable -> unavailable;
    };
  }

  /** An order that waits for a vendor that is busy or out of order. */
  public Submission busy(VendorAnswer answer, String said) {
    return unavailable(answer, said, BUSY_PAUSE, Scope.ENGINE);
  }

  /** An order that waits until the operator has mended an address or a model's name. */
  public Submission misfit(VendorAnswer answer, String said) {
    return unavailable(answer, said, MISFIT_PAUSE, Scope.ENGINE);
  }

  /** An order that waits for the operator's key, account or balance. */
  public Submission noAccess(VendorAnswer answer, String said) {
    return unavailable(answer, said, CREDENTIAL_PAUSE, Scope.CREDENTIAL);
  }

  /** A refusal in the vendor's words: of content if they say so, of the input otherwise. */
  public static Submission.Refused refused(String said) {
    Failure failure = failure(said, Failure.Kind.INVALID_INPUT);
    return new Submission.Refused(failure, failure.kind() != Failure.Kind.CONTENT_REFUSED);
  }

  /** A failure in the vendor's words: of content if they say so, of the given kind otherwise. */
  public static Failure failure(String said, Failure.Kind otherwise) {
    String words = said.toLowerCase(Locale.ROOT);
    boolean content = CONTENT_WORDS.stream().anyMatch(words::contains);
    return new Failure(content ? Failure.Kind.CONTENT_REFUSED : otherwise, said);
  }

  /** What an answer to a poll means by its status. */
  public Progress progress(VendorAnswer answer) {
    String said = "HTTP " + answer.status() + ": " + answer.complaint();
    return switch (answer.status()) {
      case 410 -> new Progress.Lost();
      case 404 ->
          answer.isObject()
              ? new Progress.Lost()
              : unreadable(answer, said, pollInterval.multipliedBy(2));
      case 401, 402, 403 -> unreadable(answer, said, CREDENTIAL_PAUSE);
      default -> unreadable(answer, said, pollInterval.multipliedBy(2));
    };
  }

  /** What an answer to a stop means by its status. */
  public Cancellation cancellation(VendorAnswer answer) {
    return switch (answer.status()) {
      case 404, 409, 410 -> new Cancellation.TooLate();
      case 405, 501 -> new Cancellation.Unsupported();
      default ->
          answer.isSuccess()
              ? new Cancellation.Asked()
              : new Cancellation.Unreadable("HTTP " + answer.status() + ": " + answer.complaint());
    };
  }

  /** An order that may be tried again after the vendor's own pause, or else this one. */
  public Submission unavailable(VendorAnswer answer, String said, Duration pause, Scope scope) {
    return new Submission.Unavailable(said, pause(answer, pause), scope);
  }

  /**
   * A poll that failed for its own reasons, to be repeated after the usual pause or a longer one.
   */
  public Progress unreadable(VendorAnswer answer, String said) {
    return unreadable(answer, said, pollInterval.multipliedBy(2));
  }

  private Progress unreadable(VendorAnswer answer, String said, Duration pause) {
    return new Progress.Unreadable(said, pause(answer, pause));
  }

  private Duration pause(VendorAnswer answer, Duration otherwise) {
    return RetryAfter.of(answer.headers(), time.instant()).orElse(otherwise);
  }
}
