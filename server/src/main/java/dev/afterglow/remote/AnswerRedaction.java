package dev.afterglow.remote;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import dev.afterglow.net.EngineClient;
import java.time.Duration;

/**
 * Takes an engine's keys out of what it says. Vendors like to repeat them in their errors; none may
 * reach the log.
 *
 * @param client knows the keys
 */
public record AnswerRedaction(EngineClient client) {
  /** What became of an order. */
  public Submission of(Submission answer) {
    return switch (answer) {
      case Submission.Accepted accepted -> accepted;
      case Submission.Refused(Failure failure, boolean elsewhere) ->
          new Submission.Refused(of(failure), elsewhere);
      case Submission.Unavailable(String detail, Duration after, Scope scope) ->
          new Submission.Unavailable(client.redacted(detail), after, scope);
      case Submission.Unknown(String detail) -> new Submission.Unknown(client.redacted(detail));
    };
  }

  /** How far a job is. */
  public Progress of(Progress answer) {
    return switch (answer) {
      case Progress.Failed failed -> new Progress.Failed(of(failed.failure()), failed.costMicros());
      case Progress.Unreadable(String detail, Duration next) ->
          new Progress.Unreadable(client.redacted(detail), next);
      case Progress.Queued _, Progress.Running _, Progress.Done _, Progress.Lost _ -> answer;
    };
  }

  /** Whether a job was stopped. */
  public Cancellation of(Cancellation answer) {
    return answer instanceof Cancellation.Unreadable(String detail)
        ? new Cancellation.Unreadable(client.redacted(detail))
        : answer;
  }

  /** Why a job failed. */
  public Failure of(Failure failure) {
    return new Failure(failure.kind(), client.redacted(failure.detail()));
  }
}
