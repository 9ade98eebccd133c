package dev.afterglow.remote;

import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;

/**
 * What a vendor's own error code means, as the adapter's table has it.
 *
 * @param said code and message, for the operator's log
 */
public record VendorFault(Kind kind, String said) {
  /** Who has to do something about it. */
  public enum Kind {
    /** The client: this content is refused, wherever it is tried. */
    CONTENT,
    /** The client, or another engine: this input is not taken here. */
    INPUT,
    /** The operator: key, account, balance or permission. */
    ACCESS,
    /** Nobody: it passes. */
    BUSY,
    /** The operator: there is no such model or address. */
    MISFIT,
    /** The vendor. Whether a job exists is not known. */
    BROKEN,
    /** The table has no such code; the HTTP status decides. */
    UNNAMED
  }

  /** What it means as the answer to an order. */
  public Submission submission(AnswerRules rules, VendorAnswer answer) {
    return switch (kind) {
      case CONTENT ->
          new Submission.Refused(new Failure(Failure.Kind.CONTENT_REFUSED, said), false);
      case INPUT -> AnswerRules.refused(said);
      case ACCESS -> rules.noAccess(answer, said);
      case BUSY -> rules.busy(answer, said);
      case MISFIT -> rules.misfit(answer, said);
      case BROKEN -> new Submission.Unknown(said);
      case UNNAMED -> rules.submission(answer);
    };
  }

  /** What it means as the end of a job. */
  public Failure failure() {
    return switch (kind) {
      case CONTENT -> new Failure(Failure.Kind.CONTENT_REFUSED, said);
      case INPUT -> AnswerRules.failure(said, Failure.Kind.INVALID_INPUT);
      case ACCESS -> new Failure(Failure.Kind.NO_ACCESS, said);
      case BUSY, MISFIT, BROKEN, UNNAMED -> AnswerRules.failure(said, Failure.Kind.BROKEN);
    };
  }
}
